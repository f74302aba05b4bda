using System.Numerics;
using FastNN.Layers;

namespace FastNN.Serialization;

/// <summary>The kinds of layer that model files know: from a layer to its description and back.</summary>
internal static class LayerCatalog
{
    /// <summary>Describes a layer.</summary>
    /// <exception cref="NotSupportedException">Model files do not know the layer's type.</exception>
    public static LayerSpec Describe<T>(Layer<T> layer, int inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (layer is not (Linear<T> or Sigmoid<T> or Tanh<T> or ReLU<T> or LeakyReLU<T> or Softmax<T>))
        {
            throw new NotSupportedException($"model files cannot hold a layer of type {layer.GetType()}; save its parameters by SafeTensorsWriter");
        }

        return new LayerSpec(layer.Kind, inputs, layer.OutputSize(inputs), (layer as LeakyReLU<T>)?.Slope);
    }

    /// <summary>Makes a layer from its description, or returns null for an unknown kind.</summary>
    public static Layer<T>? Create<T>(LayerSpec spec)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => spec.Kind switch
        {
            "linear" => new Linear<T>(spec.Inputs, spec.Outputs),
            "sigmoid" => new Sigmoid<T>(),
            "tanh" => new Tanh<T>(),
            "relu" => new ReLU<T>(),
            "leaky-relu" => new LeakyReLU<T>(spec.Slope ?? 0.01),
            "softmax" => new Softmax<T>(),
            _ => null,
        };
}
