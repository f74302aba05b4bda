using FastNN.Data;

namespace FastNN.Cli.Commands;

/// <summary>What a <c>train</c> command line says, with defaults filled in.</summary>
internal sealed record TrainOptions
{
    public required DataSource Source { get; init; }

    /// <summary>Gets the column to predict; null where the data set has its own.</summary>
    public string? Target { get; init; }

    /// <summary>Gets whether the target is a class even where it looks like a number.</summary>
    public bool Classify { get; init; }

    /// <summary>Gets the columns to leave out.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Gets the columns whose values are categories, whatever they look like.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>Gets what to do about missing values.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>Gets whether the file's first line names its columns; null lets the content decide.</summary>
    public bool? HasHeader { get; init; }

    public required HiddenLayer[] Layers { get; init; }

    /// <summary>Gets the loss's name; null lets the data decide.</summary>
    public string? Loss { get; init; }

    public required string Optimizer { get; init; }

    public required double LearningRate { get; init; }

    public double Momentum { get; init; }

    public double WeightDecay { get; init; }

    /// <summary>Gets the largest norm of the gradient; null for none.</summary>
    public double? ClipNorm { get; init; }

    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>Gets the initializer's name; null lets each layer's activation decide.</summary>
    public string? Initializer { get; init; }

    /// <summary>Gets the share of the training rows that is kept for validation; zero for none.</summary>
    public double ValidationShare { get; init; }

    public ulong Seed { get; init; }

    public bool IsDouble { get; init; }

    public int Threads { get; init; }

    public required string Output { get; init; }

    /// <summary>Gets the page to write; null for none.</summary>
    public string? Report { get; init; }

    public bool Json { get; init; }

    /// <summary>Gets the command line as typed, to be kept with the model.</summary>
    public required string CommandLine { get; init; }

    /// <summary>Gets the command line as a shell would read it back.</summary>
    public required string Command { get; init; }
}
