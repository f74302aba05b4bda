using System.Numerics;
using FastNN.Autograd;

namespace FastNN.Layers;

/// <summary>What an activation layer does with its function, alone or after a linear layer.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class ActivationFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Records the function.</summary>
    public abstract Variable<T> Forward(Variable<T> input);

    /// <summary>Computes the function.</summary>
    public abstract void Infer(ReadOnlySpan<T> input, Span<T> output);

    /// <summary>Records a linear layer and the function as one operation.</summary>
    public abstract Variable<T> ForwardAfter(Linear<T> linear, Tape<T> tape, Variable<T> input);

    /// <summary>Computes a linear layer and the function in one sweep.</summary>
    public abstract void InferAfter(Linear<T> linear, ReadOnlySpan<T> input, Span<T> output, int rows, InferenceContext<T> context);
}
