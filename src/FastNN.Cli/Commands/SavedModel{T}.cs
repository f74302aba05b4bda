using System.Numerics;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Serialization;

namespace FastNN.Cli.Commands;

/// <summary>A model read from a file, with its card, checked to belong together.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class SavedModel<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private SavedModel(string path, Sequential<T> model, ModelCard card)
    {
        Path = path;
        Model = model;
        Card = card;
        Loss = LossChoice.Create<T>(card.Loss);
    }

    public string Path { get; }

    public Sequential<T> Model { get; }

    public ModelCard Card { get; }

    public Loss<T> Loss { get; }

    /// <summary>Loads a model.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or its card does not fit its layers.</exception>
    public static SavedModel<T> Load(string path)
    {
        Sequential<T> model = ModelFile.Load<T>(path, out IReadOnlyDictionary<string, string> metadata);
        try
        {
            ModelCard card = ModelCardText.Read(metadata, path);
            Check(path, card, model.InputSize, model.OutputSize);
            RequireFinite(path, model);
            return new SavedModel<T>(path, model, card);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    private static void Check(string path, ModelCard card, int inputs, int outputs)
    {
        Require(path, "encoding", card.Encoding?.FeatureCount ?? inputs, inputs);
        Require(path, "featureScaler", card.FeatureScaler?.ColumnCount ?? inputs, inputs);
        Require(path, "targetScaler", card.TargetScaler?.ColumnCount ?? outputs, outputs);
        if (!LossChoice.Names.Contains(card.Loss)) throw Fault(path, $"'{card.Loss}' is no loss that this tool knows");
        if (card.ClassNames is { } classes) Require(path, "loss", LossChoice.OutputCount(card.Loss, classes.Count, 1), outputs);
    }

    private static void RequireFinite(string path, Sequential<T> model)
    {
        for (int i = 0; i < model.Layers.Count; i++)
        {
            foreach (Parameter<T> parameter in model.Layers[i].Parameters)
            {
                foreach (T value in parameter.Values)
                {
                    if (!T.IsFinite(value)) throw new InvalidDataException($"{path}: layer {i}: its {parameter.Name} holds {value}; the model cannot be used");
                }
            }
        }
    }

    private static void Require(string path, string what, int stated, int needed)
    {
        if (stated != needed) throw Fault(path, $"'{what}' is for {stated} columns, the layers for {needed}");
    }

    private static InvalidDataException Fault(string path, string reason) => new($"{path}: metadata '{ModelCard.Key}': {reason}");
}
