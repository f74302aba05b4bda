using System.Globalization;

namespace FastNN.Serialization;

/// <summary>What a model file says of a layer.</summary>
/// <param name="Kind">The kind's name: <c>linear</c>, <c>sigmoid</c>, <c>tanh</c>, <c>relu</c>, <c>leaky-relu</c> or <c>softmax</c>.</param>
/// <param name="Inputs">The number of features that go in.</param>
/// <param name="Outputs">The number of features that come out.</param>
/// <param name="Slope">The slope below zero of a leaky rectifier; null for other kinds.</param>
public sealed record LayerSpec(string Kind, int Inputs, int Outputs, double? Slope = null)
{
    /// <summary>Gets the number of trainable parameters.</summary>
    public long ParameterCount => Kind == "linear" ? ((long)Inputs + 1) * Outputs : 0;

    /// <inheritdoc/>
    public override string ToString() => Slope is { } slope
        ? $"{Kind}({slope.ToString(CultureInfo.InvariantCulture)}) {Inputs} → {Outputs}"
        : $"{Kind} {Inputs} → {Outputs}";
}
