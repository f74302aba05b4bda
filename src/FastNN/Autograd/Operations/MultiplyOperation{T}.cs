using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>The product <c>y = a·b</c>, element by element; adjoint <c>ā += ȳ·b, b̄ += ȳ·a</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class MultiplyOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly MultiplyOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "multiply";

    /// <summary>Computes and records the operation on two variables of one shape.</summary>
    public static Variable<T> Record(Variable<T> left, Variable<T> right)
    {
        Tape<T> tape = left.Tape;
        Node<T> a = tape.Resolve(left, s_instance.Name), b = tape.Resolve(right, s_instance.Name);
        ReadOnlySpan<int> shape = tape.SameShape(in a, in b, s_instance.Name);
        Variable<T> output = tape.NewNode(shape, a.RequiresGrad || b.RequiresGrad, out Span<T> values);
        fixed (T* y = values) Map.Run(default(Product<T>), a.Value, b.Value, y, values.Length);
        if (a.RequiresGrad || b.RequiresGrad) tape.Record(s_instance, output, left.Index, right.Index);
        return output;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        Node<T> output = adjoint.Output;
        T* gradient = adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate);
        if (gradient != null) Map.Run(default(Product<T>), output.Gradient, adjoint.Input1.Value, gradient, output.Count, accumulate);
        gradient = adjoint.Gradient(adjoint.Entry.Input1, out accumulate);
        if (gradient != null) Map.Run(default(Product<T>), output.Gradient, adjoint.Input0.Value, gradient, output.Count, accumulate);
    }
}
