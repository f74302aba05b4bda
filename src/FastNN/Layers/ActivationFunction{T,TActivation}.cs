using System.Numerics;
using FastNN.Autograd;
using FastNN.Kernels;

namespace FastNN.Layers;

/// <summary>An activation layer's function, specialised for a kernel.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TActivation">The function.</typeparam>
internal sealed unsafe class ActivationFunction<T, TActivation>(TActivation activation) : ActivationFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : unmanaged, IActivation<T>
{
    /// <inheritdoc/>
    public override Variable<T> Forward(Variable<T> input) => ActivationOperation<T, TActivation>.Record(input, activation);

    /// <inheritdoc/>
    public override void Infer(ReadOnlySpan<T> input, Span<T> output)
    {
        Operands.RequireSameLength<T>(input, nameof(input), output, nameof(output));
        Operands.RequireSameOrApart(input, nameof(input), output, nameof(output));
        fixed (T* x = input, y = output) Map.Run(activation, x, y, output.Length);
    }

    /// <inheritdoc/>
    public override Variable<T> ForwardAfter(Linear<T> linear, Tape<T> tape, Variable<T> input) => linear.Forward(tape, input, activation);

    /// <inheritdoc/>
    public override void InferAfter(Linear<T> linear, ReadOnlySpan<T> input, Span<T> output, int rows, InferenceContext<T> context) =>
        linear.Infer(input, output, rows, context, activation);
}
