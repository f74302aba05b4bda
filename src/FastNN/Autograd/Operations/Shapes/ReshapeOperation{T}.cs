using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>Another shape for the same elements in the same order; nothing is copied. Adjoint <c>x̄ += ȳ</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class ReshapeOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ReshapeOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "reshape";

    /// <summary>Records the new shape; one size may be -1, which is found from the others.</summary>
    public static Variable<T> Record(Variable<T> x, ReadOnlySpan<int> shape)
    {
        Tape<T> tape = x.Tape;
        ref Node<T> input = ref tape.Operand(x, s_instance);
        ReadOnlySpan<int> from = tape.ShapeOf(in input);
        if (from.SequenceEqual(shape)) return x;
        Span<int> resolved = stackalloc int[BroadcastPlan.MaxRank];
        if (shape.Length > resolved.Length || !TryResolve(shape, input.Count, resolved))
        {
            throw new ArgumentException(
                $"reshape: {input.Count} elements of shape {ShapeText.Of(from)} do not make up shape {ShapeText.Of(shape)}; the product of the "
                + "sizes must stay, and one of them may be -1", nameof(shape));
        }

        bool records = tape.Records(input.RequiresGrad);
        Variable<T> output = tape.View(input.Value, resolved[..shape.Length], records);
        if (records) tape.Record(s_instance, output, x.Index);
        return output;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        T* gradient = adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate);
        adjoint.AddScaled(T.One, gradient, accumulate);
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint) =>
        adjoint.Add(adjoint.Entry.Input0, adjoint.Gradient.Reshape(adjoint.Input0.Shape));

    private static bool TryResolve(ReadOnlySpan<int> shape, int count, Span<int> resolved)
    {
        int open = -1;
        long known = 1;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            resolved[axis] = shape[axis];
            if (shape[axis] >= 0) known *= shape[axis];
            else if (shape[axis] < -1 || open >= 0) return false;
            else open = axis;
            if (known > int.MaxValue) return false;
        }

        if (open < 0) return known == count;
        if (known == 0 || count % known != 0) return false;
        resolved[open] = (int)(count / known);
        return true;
    }
}
