using FastNN.Data;
using FastNN.Training;

namespace FastNN.Cli.Commands;

/// <summary>All that the tool has to know of a model besides its layers, kept in the model file as one JSON document.</summary>
internal sealed record ModelCard
{
    /// <summary>The key of the document in the file's metadata.</summary>
    public const string Key = "fastnn.tool";

    /// <summary>The version of the document that this tool writes, and the newest that it reads.</summary>
    public const int Version = 1;

    /// <summary>Gets the loss's name, as <see cref="LossChoice"/> knows it.</summary>
    public required string Loss { get; init; }

    /// <summary>Gets what the model was trained on.</summary>
    public required DataCard Data { get; init; }

    /// <summary>Gets the names of the classes, or null for regression.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Gets how tables become features; null where the data are images.</summary>
    public TableEncoding? Encoding { get; init; }

    /// <summary>Gets the scaling of the encoded features, or null for none.</summary>
    public FeatureScaler? FeatureScaler { get; init; }

    /// <summary>Gets the scaling of regression targets, or null for none.</summary>
    public FeatureScaler? TargetScaler { get; init; }

    /// <summary>Gets how the model was trained.</summary>
    public required TrainingCard Training { get; init; }

    /// <summary>Gets the figures on the rows that training never saw.</summary>
    public required Evaluation Test { get; init; }

    /// <summary>Gets whether outputs are scores of classes.</summary>
    public bool IsClassification => ClassNames != null;
}
