using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>The axes in another order, transposition among them; adjoint: the gradient in the order of before.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class PermuteOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly PermuteOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "permute";

    /// <summary>Computes and records a permutation.</summary>
    /// <param name="x">The variable.</param>
    /// <param name="order">For each axis of the result, the axis that it was.</param>
    public static Variable<T> Record(Variable<T> x, ReadOnlySpan<int> order)
    {
        Tape<T> tape = x.Tape;
        ref Node<T> input = ref tape.Operand(x, s_instance);
        ReadOnlySpan<int> from = tape.ShapeOf(in input);
        if (order.Length != from.Length || Axes.Of(order, from, s_instance.Name) != Axes.All(from.Length))
        {
            throw new ArgumentException(
                $"permute: the order {ShapeText.Of(order)} does not name each of the {from.Length} axes of shape {ShapeText.Of(from)} once",
                nameof(order));
        }

        Span<int> axes = stackalloc int[BroadcastPlan.MaxRank], shape = stackalloc int[BroadcastPlan.MaxRank];
        for (int i = 0; i < order.Length; i++)
        {
            axes[i] = Axes.Resolve(order[i], from, s_instance.Name);
            shape[i] = from[axes[i]];
        }

        axes = axes[..order.Length];
        bool records = tape.Records(input.RequiresGrad);
        T* source = input.Value;
        Variable<T> output = tape.NewNode(shape[..order.Length], records, out Span<T> values);
        fixed (T* y = values) Copy(from, axes, source, y, accumulate: false, backward: false);
        if (records) tape.StoreList(ref tape.Record(s_instance, output, x.Index), axes);
        return output;
    }

    /// <summary>Brings a set of axes to the end and leaves all in order otherwise; the variable itself where they are there.</summary>
    public static Variable<T> MoveLast(Variable<T> x, uint axes)
    {
        int rank = x.Shape.Length, position = 0;
        Span<int> order = stackalloc int[BroadcastPlan.MaxRank];
        for (int pass = 0; pass < 2; pass++)
        {
            for (int axis = 0; axis < rank; axis++)
            {
                if ((axes >> axis & 1) == pass) order[position++] = axis;
            }
        }

        for (int i = 0; i < rank; i++)
        {
            if (order[i] != i) return Record(x, order[..rank]);
        }

        return x;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        T* gradient = adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate);
        Copy(adjoint.ShapeOf(in adjoint.Input0), adjoint.List, adjoint.Output.Gradient, gradient, accumulate, backward: true);
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint)
    {
        Entry<T> entry = adjoint.Entry;
        ReadOnlySpan<int> order = adjoint.Tape.ListOf(in entry);
        Span<int> inverse = stackalloc int[BroadcastPlan.MaxRank];
        for (int i = 0; i < order.Length; i++) inverse[order[i]] = i;
        adjoint.Add(entry.Input0, Record(adjoint.Gradient, inverse[..order.Length]));
    }

    // Walks the permuted shape; its strides in the other layout are those of the axes that they were.
    private static void Copy(ReadOnlySpan<int> shape, ReadOnlySpan<int> order, T* source, T* destination, bool accumulate, bool backward)
    {
        int rank = shape.Length, count = 1;
        Span<int> plain = stackalloc int[BroadcastPlan.MaxRank], sizes = stackalloc int[BroadcastPlan.MaxRank];
        Span<int> original = stackalloc int[BroadcastPlan.MaxRank], permuted = stackalloc int[BroadcastPlan.MaxRank];
        for (int axis = rank - 1; axis >= 0; axis--)
        {
            plain[axis] = count;
            count *= shape[axis];
        }

        count = 1;
        for (int i = rank - 1; i >= 0; i--)
        {
            sizes[i] = shape[order[i]];
            original[i] = plain[order[i]];
            permuted[i] = count;
            count *= sizes[i];
        }

        if (backward) Strided.Copy(sizes[..rank], source, permuted[..rank], destination, original[..rank], accumulate);
        else Strided.Copy(sizes[..rank], source, original[..rank], destination, permuted[..rank], accumulate);
    }
}
