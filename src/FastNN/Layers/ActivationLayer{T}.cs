using System.Numerics;
using FastNN.Autograd;

namespace FastNN.Layers;

/// <summary>A layer that applies one function to every element. After a linear layer it is computed as one operation with it.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public abstract class ActivationLayer<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected ActivationLayer(string kind, ActivationFunction<T> function)
    {
        Kind = kind;
        Function = function;
    }

    /// <inheritdoc/>
    public override string Kind { get; }

    /// <summary>Gets whether the function cuts half of its arguments off, which calls for larger first weights before it.</summary>
    internal virtual bool IsRectifier => false;

    internal ActivationFunction<T> Function { get; }

    /// <inheritdoc/>
    public override Variable<T> Forward(Tape<T> tape, Variable<T> input) => Function.Forward(input);

    /// <inheritdoc/>
    public override void Infer(ReadOnlySpan<T> input, Span<T> output, int rows, InferenceContext<T> context) => Function.Infer(input, output);
}
