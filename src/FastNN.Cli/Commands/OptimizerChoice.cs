using System.Numerics;
using FastNN.Optimizers;

namespace FastNN.Cli.Commands;

/// <summary>The optimizers of the command line.</summary>
internal static class OptimizerChoice
{
    public const string Sgd = "sgd";
    public const string Adam = "adam";
    public const string AdamW = "adamw";
    public const string RmsProp = "rmsprop";
    public const string AdaGrad = "adagrad";

    /// <summary>Gets all names.</summary>
    public static string[] Names { get; } = [Sgd, Adam, AdamW, RmsProp, AdaGrad];

    /// <summary>Tells whether an optimizer takes a momentum.</summary>
    public static bool HasMomentum(string name) => name is Sgd or RmsProp;

    /// <summary>Makes the optimizer that the options name.</summary>
    public static Optimizer<T> Create<T>(TrainOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T rate = T.CreateChecked(options.LearningRate);
        Optimizer<T> optimizer = options.Optimizer switch
        {
            Sgd => new Sgd<T>(rate, T.CreateChecked(options.Momentum), nesterov: false, T.CreateChecked(options.WeightDecay)),
            Adam => new Adam<T>(rate, weightDecay: options.WeightDecay),
            AdamW => new AdamW<T>(rate, weightDecay: options.WeightDecay),
            RmsProp => new RmsProp<T>(rate, weightDecay: options.WeightDecay, momentum: options.Momentum),
            _ => new AdaGrad<T>(rate, weightDecay: options.WeightDecay),
        };
        optimizer.MaxGradientNorm = options.ClipNorm;
        return optimizer;
    }
}
