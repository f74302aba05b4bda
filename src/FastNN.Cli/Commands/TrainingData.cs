using System.Numerics;
using FastNN.Data;

namespace FastNN.Cli.Commands;

/// <summary>The rows of a training run, encoded and scaled, and what it takes to treat other rows alike.</summary>
internal sealed record TrainingData<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Gets the rows to learn from.</summary>
    public required Dataset<T> Train { get; init; }

    /// <summary>Gets the rows that tell which epoch is best, or null.</summary>
    public Dataset<T>? Validation { get; init; }

    /// <summary>Gets the rows that are held out to the end.</summary>
    public required Dataset<T> Test { get; init; }

    /// <summary>Gets what the rows are, for the model's card.</summary>
    public required DataCard Card { get; init; }

    /// <summary>Gets the names of the classes, or null for regression.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    public TableEncoding? Encoding { get; init; }

    /// <summary>Gets the number of different targets of a regression where they are few whole numbers, which may be labels; else 0.</summary>
    public int LabelCount { get; init; }

    public FeatureScaler? FeatureScaler { get; init; }

    public FeatureScaler? TargetScaler { get; init; }
}
