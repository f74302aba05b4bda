using FastNN.Serialization;

namespace FastNN.Cli.Reporting;

/// <summary>What a training run is going to do.</summary>
internal sealed record TrainPlan
{
    public required string Dataset { get; init; }

    /// <summary>Gets what the columns of a table are taken for; null for images.</summary>
    public string? Columns { get; init; }

    public required IReadOnlyList<LayerSpec> Layers { get; init; }

    public required int ParameterCount { get; init; }

    public required int TrainCount { get; init; }

    public required int ValidationCount { get; init; }

    public required int TestCount { get; init; }

    public required string Loss { get; init; }

    public required string Optimizer { get; init; }

    public required double LearningRate { get; init; }

    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    public required string Precision { get; init; }

    public required int Threads { get; init; }

    public required string Isa { get; init; }

    public required bool IsClassification { get; init; }
}
