using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>A function of each element by itself: <c>y = f(x)</c>; adjoint <c>x̄ += ȳ·f'</c>, with f' from what the function declares.</summary>
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
        ref Node<T> input = ref tape.Operand(x, s_instance);
        bool records = tape.Records(input.RequiresGrad);
        T* source = input.Value;
        nint count = input.Count;
        Variable<T> output = tape.NewLike(in input, records, out T* y);
        Map.Run(activation, source, y, count);
        if (records) tape.Record(s_instance, output, x.Index).Store(activation);
        return output;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        T* gradient = adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate);
        ref readonly Node<T> output = ref adjoint.Output;
        T* saved = TActivation.DerivativeUsesOutput ? output.Value : adjoint.Input0.Value;
        Map.RunBackward(adjoint.Entry.Read<TActivation>(), output.Gradient, saved, gradient, output.Count, accumulate);
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint) => adjoint.Add(
        adjoint.Entry.Input0,
        ActivationAdjoints<T>.Of(
            adjoint.Entry.Read<TActivation>(), adjoint.Gradient, TActivation.DerivativeUsesOutput ? adjoint.Output : adjoint.Input0));
}
