namespace FastNN.Serialization;

/// <summary>What a model file holds, known without reading its weights.</summary>
/// <param name="Type">The element type of the weights.</param>
/// <param name="Layers">The layers from input to output.</param>
/// <param name="Metadata">The free texts stored with the model.</param>
public sealed record ModelSummary(SafeTensorsType Type, IReadOnlyList<LayerSpec> Layers, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Gets the number of trainable parameters.</summary>
    public long ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>Gets the number of input features.</summary>
    public int InputSize => Layers[0].Inputs;

    /// <summary>Gets the number of output features.</summary>
    public int OutputSize => Layers[^1].Outputs;
}
