using System.Numerics;
using FastNN.Autograd;
using FastNN.Kernels;

namespace FastNN.Layers;

/// <summary>Turns each row of scores into probabilities, <c>yᵢ = exp(xᵢ − max x) / Σⱼ exp(xⱼ − max x)</c>.</summary>
/// <remarks>
/// For training a classifier, leave it out and use the loss <c>SoftmaxCrossEntropy</c>, which works on scores and is exact where
/// probabilities round to 0 or 1. Source: document 001, the three-layer network's output.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class Softmax<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "softmax";

    /// <inheritdoc/>
    public override Variable<T> Forward(Tape<T> tape, Variable<T> input) => SoftmaxOperation<T>.Record(input);

    /// <inheritdoc/>
    public override void Infer(ReadOnlySpan<T> input, Span<T> output, int rows, InferenceContext<T> context)
    {
        if (rows > 0) Rows.Softmax(input, rows, input.Length / rows, output);
    }
}
