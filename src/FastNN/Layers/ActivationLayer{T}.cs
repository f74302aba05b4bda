using System.Numerics;
using FastNN.Autograd;

namespace FastNN.Layers;

/// <summary>A layer that applies one function to every element. After a linear layer it is computed as one operation with it.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public abstract class ActivationLayer<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected ActivationLayer()
    {
    }

    /// <summary>Gets whether the function is zero or nearly so for half of its arguments, which calls for larger first weights.</summary>
    internal virtual bool IsRectifier => false;

    /// <summary>Records a linear layer and this one as one operation.</summary>
    internal abstract Variable<T> ForwardAfter(Linear<T> linear, Tape<T> tape, Variable<T> input);

    /// <summary>Computes a linear layer and this one in one sweep.</summary>
    internal abstract void InferAfter(Linear<T> linear, ReadOnlySpan<T> input, Span<T> output, int rows, InferenceContext<T> context);
}
