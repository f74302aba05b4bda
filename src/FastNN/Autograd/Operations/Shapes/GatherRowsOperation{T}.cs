using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>
/// Rows along the first axis, chosen by index, any of them any number of times; adjoint <c>x̄[indexᵢ] += ȳ[i]</c>. Its dual, which adds
/// rows up at their indices, is the adjoint where that is recorded.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class GatherRowsOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly GatherRowsOperation<T> s_gather = new(isDual: false);
    private static readonly GatherRowsOperation<T> s_scatter = new(isDual: true);

    private readonly bool _isDual;

    private GatherRowsOperation(bool isDual) => _isDual = isDual;

    /// <inheritdoc/>
    public override string Name => _isDual ? "scatter-rows" : "gather-rows";

    /// <summary>Computes and records the choice.</summary>
    public static Variable<T> Record(Variable<T> x, ReadOnlySpan<int> indices)
    {
        ReadOnlySpan<int> shape = x.Tape.ShapeOf(in x.Tape.Operand(x, s_gather));
        if (shape.IsEmpty) throw new ArgumentException("gather-rows: a scalar, of shape [], has no rows; reshape it", nameof(x));
        foreach (int index in indices)
        {
            if ((uint)index < (uint)shape[0]) continue;
            throw new ArgumentOutOfRangeException(
                nameof(indices), index, $"gather-rows: shape {ShapeText.Of(shape)} has no row {index}; rows are 0 to {shape[0] - 1}");
        }

        return s_gather.Record(x, indices, indices.Length);
    }

    /// <summary>Computes and records the choice by indices that are values on the tape.</summary>
    public static Variable<T> Record(Variable<T> x, Variable<T> indices)
    {
        Tape<T> tape = x.Tape;
        tape.Operand(x, s_gather);
        ref Node<T> node = ref tape.Operand(indices, s_gather, x);
        if (node.RequiresGrad)
        {
            throw new ArgumentException(
                $"gather-rows: the indices, of shape {ShapeText.Of(tape.ShapeOf(in node))}, require a gradient, and a whole number has none; put "
                + $"them on the tape as a Constant, or Detach them, to choose from shape {ShapeText.Of(x.Shape)}", nameof(indices));
        }

        Span<int> whole = node.Count <= 256 ? stackalloc int[256] : new int[node.Count];
        for (int i = 0; i < node.Count; i++)
        {
            T value = node.Value[i];
            if (!T.IsInteger(value))
            {
                throw new ArgumentException($"gather-rows: index {i} is {value}; indices are whole numbers", nameof(indices));
            }

            whole[i] = int.CreateSaturating(value);
        }

        return Record(x, whole[..node.Count]);
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        bool accumulate = true;
        T* gradient = _isDual
            ? adjoint.Gradient(adjoint.Entry.Input0, out accumulate)
            : adjoint.GradientForAdding(adjoint.Entry.Input0);
        Move(adjoint.Output.Gradient, adjoint.List, adjoint.Entry.Attribute, gradient, byIndex: !_isDual, accumulate);
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint)
    {
        Entry<T> entry = adjoint.Entry;
        adjoint.Add(entry.Input0, (_isDual ? s_gather : s_scatter).Record(adjoint.Gradient, adjoint.Tape.ListOf(in entry), adjoint.Input0.Shape[0]));
    }

    private Variable<T> Record(Variable<T> x, ReadOnlySpan<int> indices, int rows)
    {
        Tape<T> tape = x.Tape;
        ref Node<T> input = ref tape.Operand(x, this);
        Span<int> shape = stackalloc int[BroadcastPlan.MaxRank];
        shape = shape[..input.Rank];
        tape.ShapeOf(in input).CopyTo(shape);
        shape[0] = rows;
        int length = Axes.Count(shape[1..], Axes.All(input.Rank - 1));
        bool records = tape.Records(input.RequiresGrad);
        T* source = input.Value;
        Variable<T> output = tape.NewNode(shape, records, out Span<T> values);
        if (_isDual) values.Clear();
        fixed (T* y = values) Move(source, indices, length, y, byIndex: _isDual, accumulate: _isDual);
        if (records)
        {
            ref Entry<T> entry = ref tape.Record(this, output, x.Index);
            entry.Attribute = length;
            tape.StoreList(ref entry, indices);
        }

        return output;
    }

    // The index belongs to the destination's rows or to the source's; the other side goes row by row.
    private static void Move(T* source, ReadOnlySpan<int> indices, int length, T* destination, bool byIndex, bool accumulate)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            T* from = source + ((nint)(byIndex ? i : indices[i]) * length), to = destination + ((nint)(byIndex ? indices[i] : i) * length);
            if (accumulate) Map.Run(default(Sum<T>), to, from, to, length);
            else new ReadOnlySpan<T>(from, length).CopyTo(new Span<T>(to, length));
        }
    }
}
