using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>An activation by itself: <c>y = f(x)</c>; adjoint <c>x̄ += ȳ·f'</c>, with f' from what the activation declares.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TActivation">The function.</typeparam>
internal sealed unsafe class ActivationOperation<T, TActivation> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : unmanaged, IActivation<T>
{
    private static readonly ActivationOperation<T, TActivation> s_instance = new();

    /// <inheritdoc/>
    public override string Name { get; } = OperationNames.Of<T, TActivation>();

    /// <summary>Computes and records the function.</summary>
    public static Variable<T> Record(Variable<T> x, TActivation activation)
    {
        Tape<T> tape = x.Tape;
        Node<T> input = tape.Resolve(x, s_instance.Name);
        Variable<T> output = tape.NewNode(tape.ShapeOf(in input), input.RequiresGrad, out Span<T> values);
        fixed (T* y = values) Map.Run(activation, input.Value, y, input.Count);
        if (input.RequiresGrad) tape.Record(s_instance, output, x.Index).Store(activation);
        return output;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        ref readonly Node<T> output = ref adjoint.Output;
        T* gradient = adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate);
        T* saved = TActivation.DerivativeUsesOutput ? output.Value : adjoint.Input0.Value;
        Map.RunBackward(adjoint.Entry.Read<TActivation>(), output.Gradient, saved, gradient, output.Count, accumulate);
    }
}
