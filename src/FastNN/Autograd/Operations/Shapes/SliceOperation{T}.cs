using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>
/// Every step-th element along an axis from a start on; adjoint: the gradient is added at those elements. Its dual, which puts a
/// variable at those elements of a larger one of zeros, is the adjoint where that is recorded.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class SliceOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly SliceOperation<T> s_slice = new(isDual: false);
    private static readonly SliceOperation<T> s_embed = new(isDual: true);

    private readonly bool _isDual;

    private SliceOperation(bool isDual) => _isDual = isDual;

    /// <inheritdoc/>
    public override string Name => _isDual ? "embed" : "slice";

    /// <summary>Computes and records a slice.</summary>
    /// <param name="x">The variable.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="start">The first element along it.</param>
    /// <param name="count">The number of elements to take.</param>
    /// <param name="step">The distance between them.</param>
    public static Variable<T> Record(Variable<T> x, int axis, int start, int count, int step)
    {
        ReadOnlySpan<int> shape = x.Tape.ShapeOf(in x.Tape.Operand(x, s_slice));
        axis = Axes.Resolve(axis, shape, s_slice.Name);
        if (start < 0 || count < 0 || step < 1 || (count == 0 ? start : start + ((count - 1) * (long)step) + 1) > shape[axis])
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), $"slice: {count} elements from {start} in steps of {step} are not all within axis {axis} of shape {ShapeText.Of(shape)}");
        }

        if (start == 0 && step == 1 && count == shape[axis]) return x;
        Span<int> smaller = stackalloc int[BroadcastPlan.MaxRank];
        shape.CopyTo(smaller);
        smaller[axis] = count;
        return s_slice.Record(x, smaller[..shape.Length], axis, start, step);
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        ReadOnlySpan<int> list = adjoint.List;
        ref readonly Node<T> y = ref adjoint.Output, x = ref adjoint.Input0;
        if (_isDual)
        {
            T* whole = adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate);
            Copy(adjoint.ShapeOf(in y), adjoint.ShapeOf(in x), list, y.Gradient, whole, intoLarger: false, accumulate);
        }
        else
        {
            T* gradient = adjoint.GradientForAdding(adjoint.Entry.Input0);
            Copy(adjoint.ShapeOf(in x), adjoint.ShapeOf(in y), list, y.Gradient, gradient, intoLarger: true, accumulate: true);
        }
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint)
    {
        Entry<T> entry = adjoint.Entry;
        ReadOnlySpan<int> list = adjoint.Tape.ListOf(in entry);
        adjoint.Add(
            entry.Input0, (_isDual ? s_slice : s_embed).Record(adjoint.Gradient, adjoint.Input0.Shape, list[0], list[1], list[2]));
    }

    private Variable<T> Record(Variable<T> x, ReadOnlySpan<int> shape, int axis, int start, int step)
    {
        Tape<T> tape = x.Tape;
        ref Node<T> input = ref tape.Operand(x, this);
        ReadOnlySpan<int> from = tape.ShapeOf(in input), list = [axis, start, step];
        bool records = tape.Records(input.RequiresGrad);
        T* source = input.Value;
        Variable<T> output = tape.NewNode(shape, records, out Span<T> values);
        if (_isDual) values.Clear();
        fixed (T* y = values)
        {
            Copy(_isDual ? shape : from, _isDual ? from : shape, list, source, y, intoLarger: _isDual, accumulate: false);
        }

        if (records) tape.StoreList(ref tape.Record(this, output, x.Index), list);
        return output;
    }

    private static void Copy(
        ReadOnlySpan<int> larger, ReadOnlySpan<int> smaller, ReadOnlySpan<int> list, T* source, T* destination, bool intoLarger, bool accumulate)
    {
        int axis = list[0], start = list[1], step = list[2], inner = 1, outer = 1;
        for (int i = axis + 1; i < larger.Length; i++) inner *= larger[i];
        for (int i = 0; i < axis; i++) outer *= larger[i];
        ReadOnlySpan<int> sizes = [outer, smaller[axis], inner];
        ReadOnlySpan<int> wide = [larger[axis] * inner, step * inner, 1], tight = [smaller[axis] * inner, inner, 1];
        if (intoLarger) Strided.Copy(sizes, source, tight, destination + ((nint)start * inner), wide, accumulate);
        else Strided.Copy(sizes, source + ((nint)start * inner), wide, destination, tight, accumulate);
    }
}
