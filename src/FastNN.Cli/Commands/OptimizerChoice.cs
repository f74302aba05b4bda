using System.Numerics;
using FastNN.Optimizers;

namespace FastNN.Cli.Commands;

/// <summary>The optimizers of the command line.</summary>
internal static class OptimizerChoice
{
    public const string Sgd = "sgd";
    public const string Adam = "adam";
    public const string AdamW = "adamw";

    /// <summary>Gets all names.</summary>
    public static string[] Names { get; } = [Sgd, Adam, AdamW];

    /// <summary>Makes the optimizer that the options name.</summary>
    public static Optimizer<T> Create<T>(TrainOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T rate = T.CreateChecked(options.LearningRate);
        return options.Optimizer switch
        {
            Sgd => new Sgd<T>(rate, T.CreateChecked(options.Momentum), nesterov: false, T.CreateChecked(options.WeightDecay)),
            Adam => new Adam<T>(rate, weightDecay: options.WeightDecay),
            _ => new AdamW<T>(rate, weightDecay: options.WeightDecay),
        };
    }
}
