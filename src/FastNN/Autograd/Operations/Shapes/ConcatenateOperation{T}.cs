using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>Variables one after another along an axis; adjoint: each gets its part of the gradient.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class ConcatenateOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ConcatenateOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "concatenate";

    /// <summary>Computes and records the concatenation.</summary>
    public static Variable<T> Record(ReadOnlySpan<Variable<T>> parts, int axis)
    {
        if (parts.IsEmpty) throw new ArgumentException("concatenate: there are no parts; it needs at least one", nameof(parts));
        Tape<T> tape = parts[0].Tape;
        ReadOnlySpan<int> first = tape.ShapeOf(in tape.Operand(parts[0], s_instance));
        axis = Axes.Resolve(axis, first, s_instance.Name);
        Span<int> shape = stackalloc int[BroadcastPlan.MaxRank];
        shape = shape[..first.Length];
        first.CopyTo(shape);
        shape[axis] = 0;
        Span<int> nodes = parts.Length <= 64 ? stackalloc int[64] : new int[parts.Length];
        bool requiresGrad = false;
        for (int i = 0; i < parts.Length; i++)
        {
            ref Node<T> part = ref tape.Operand(parts[i], s_instance, parts[0]);
            ReadOnlySpan<int> other = tape.ShapeOf(in part);
            RequireLike(first, other, axis);
            shape[axis] = checked(shape[axis] + other[axis]);
            nodes[i] = parts[i].Index;
            requiresGrad |= part.RequiresGrad;
        }

        bool records = tape.Records(requiresGrad);
        Variable<T> output = tape.NewNode(shape, records, out Span<T> values);
        int start = 0;
        fixed (T* y = values)
        {
            foreach (int node in nodes[..parts.Length])
            {
                ref Node<T> part = ref tape.Node(node);
                ReadOnlySpan<int> from = tape.ShapeOf(in part);
                Copy(shape, from, axis, start, part.Value, y, toPart: false, accumulate: false);
                start += from[axis];
            }
        }

        if (records)
        {
            ref Entry<T> entry = ref tape.Record(s_instance, output, -1);
            entry.Attribute = axis;
            entry.ListsInputs = true;
            tape.StoreList(ref entry, nodes[..parts.Length]);
        }

        return output;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        int axis = adjoint.Entry.Attribute, start = 0;
        foreach (int input in adjoint.List)
        {
            T* gradient = adjoint.Gradient(input, out bool accumulate);
            ref readonly Node<T> output = ref adjoint.Output;
            ReadOnlySpan<int> part = adjoint.ShapeOf(in adjoint.Tape.Node(input));
            if (gradient != null) Copy(adjoint.ShapeOf(in output), part, axis, start, output.Gradient, gradient, toPart: true, accumulate);
            start += part[axis];
        }
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint)
    {
        Entry<T> entry = adjoint.Entry;
        int start = 0;
        foreach (int input in adjoint.Tape.ListOf(in entry))
        {
            int count = adjoint.Tape.ShapeOf(in adjoint.Tape.Node(input))[entry.Attribute];
            if (adjoint.Wants(input)) adjoint.Add(input, adjoint.Gradient.Slice(entry.Attribute, start, count));
            start += count;
        }
    }

    private static void RequireLike(ReadOnlySpan<int> first, ReadOnlySpan<int> other, int axis)
    {
        if (first.Length == other.Length && first[..axis].SequenceEqual(other[..axis]) && first[(axis + 1)..].SequenceEqual(other[(axis + 1)..])) return;
        throw new ArgumentException(
            $"concatenate: parts of shapes {ShapeText.Of(first)} and {ShapeText.Of(other)} do not join along axis {axis}; all other sizes must be equal");
    }

    private static void Copy(ReadOnlySpan<int> whole, ReadOnlySpan<int> part, int axis, int start, T* source, T* destination, bool toPart, bool accumulate)
    {
        int outer = 1, inner = 1;
        for (int i = 0; i < axis; i++) outer *= whole[i];
        for (int i = axis + 1; i < whole.Length; i++) inner *= whole[i];
        int length = part[axis] * inner, offset = start * inner;
        ReadOnlySpan<int> sizes = [outer, length], wide = [whole[axis] * inner, 1], tight = [length, 1];
        if (toPart) Strided.Copy(sizes, source + offset, wide, destination, tight, accumulate);
        else Strided.Copy(sizes, source, tight, destination + offset, wide, accumulate);
    }
}
