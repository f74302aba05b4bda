using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>The difference <c>y = a − b</c>; adjoint <c>ā += ȳ, b̄ −= ȳ</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class SubtractOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly SubtractOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "subtract";

    /// <summary>Computes and records the operation on two variables of one shape.</summary>
    public static Variable<T> Record(Variable<T> left, Variable<T> right)
    {
        Tape<T> tape = left.Tape;
        Node<T> a = tape.Resolve(left, s_instance.Name), b = tape.Resolve(right, s_instance.Name);
        ReadOnlySpan<int> shape = tape.SameShape(in a, in b, s_instance.Name);
        Variable<T> output = tape.NewNode(shape, a.RequiresGrad || b.RequiresGrad, out Span<T> values);
        fixed (T* y = values) Map.Run(default(Difference<T>), a.Value, b.Value, y, values.Length);
        if (a.RequiresGrad || b.RequiresGrad) tape.Record(s_instance, output, left.Index, right.Index);
        return output;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        Node<T> output = adjoint.Output;
        T* gradient = adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate);
        if (gradient != null) adjoint.AddScaled(T.One, gradient, accumulate);
        gradient = adjoint.Gradient(adjoint.Entry.Input1, out accumulate);
        if (gradient != null) adjoint.AddScaled(-T.One, gradient, accumulate);
    }
}
