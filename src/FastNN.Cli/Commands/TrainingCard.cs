namespace FastNN.Cli.Commands;

/// <summary>How a model was trained, as the command line had it with its defaults.</summary>
internal sealed record TrainingCard
{
    public required string Command { get; init; }

    public required string Layers { get; init; }

    public required string Optimizer { get; init; }

    public required double LearningRate { get; init; }

    public required double Momentum { get; init; }

    public required double WeightDecay { get; init; }

    /// <summary>Gets the largest norm of the gradient; null where there was none.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Gets the rows of a step; <see cref="int.MaxValue"/> for all.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Gets the epochs that were finished.</summary>
    public required int Epochs { get; init; }

    /// <summary>Gets the epoch whose weights the file holds.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Gets the initializer's name; <c>auto</c> where activations decided.</summary>
    public required string Initializer { get; init; }

    public required double ValidationShare { get; init; }

    /// <summary>Makes the card of a run.</summary>
    public static TrainingCard Of(TrainOptions options, int epochs, int bestEpoch) => new()
    {
        Command = options.CommandLine,
        Layers = HiddenLayer.Format(options.Layers),
        Optimizer = options.Optimizer,
        LearningRate = options.LearningRate,
        Momentum = options.Momentum,
        WeightDecay = options.WeightDecay,
        ClipNorm = options.ClipNorm,
        BatchSize = options.BatchSize,
        Epochs = epochs,
        BestEpoch = bestEpoch,
        Initializer = options.Initializer ?? "auto",
        ValidationShare = options.ValidationShare,
    };
}
