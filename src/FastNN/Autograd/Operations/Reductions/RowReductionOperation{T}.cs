using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>
/// What reductions to one number per row have in common. Axes that are not the last ones are brought there first, by an operation of
/// its own; then the value is a matrix of rows × columns, and the columns go.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal abstract unsafe class RowReductionOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Gets whether a row without columns has no result.</summary>
    protected virtual bool NeedsColumns => false;

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        T* gradient = adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate);
        if (adjoint.Input0.Count > 0) Backward(in adjoint, adjoint.Output.Count, adjoint.Entry.Attribute, gradient, accumulate);
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint)
    {
        int rows = adjoint.Output.Values.Length, columns = adjoint.Entry.Attribute;
        Variable<T> x = adjoint.Input0, gradient = Expression(
            in adjoint, x.Reshape(rows, columns), adjoint.Output.Reshape(rows, 1), adjoint.Gradient.Reshape(rows, 1));
        adjoint.Add(x.Index, gradient.Reshape(x.Shape));
    }

    /// <summary>Computes and records the reduction.</summary>
    /// <param name="x">The variable.</param>
    /// <param name="axes">The axes; none stands for all.</param>
    /// <param name="keepDims">Whether axes of one element stay in the place of those reduced.</param>
    /// <param name="parameter">A number that the operation keeps.</param>
    protected Variable<T> Record(Variable<T> x, ReadOnlySpan<int> axes, bool keepDims, T parameter = default)
    {
        Tape<T> tape = x.Tape;
        ReadOnlySpan<int> shape = tape.ShapeOf(in tape.Operand(x, this));
        uint set = Axes.Of(axes, shape, Name);
        Span<int> reduced = stackalloc int[BroadcastPlan.MaxRank];
        reduced = reduced[..Axes.Reduce(shape, set, keepDims, reduced)];
        int columns = Axes.Count(shape, set);
        if (columns == 0 && NeedsColumns)
        {
            throw new ArgumentException($"{Name}: shape {ShapeText.Of(shape)} has no elements along the axes to reduce; it needs at least one");
        }

        x = PermuteOperation<T>.MoveLast(x, set);
        ref Node<T> input = ref tape.Operand(x, this);
        bool records = tape.Records(input.RequiresGrad);
        T* source = input.Value;
        Variable<T> output = tape.NewNode(reduced, records, out Span<T> values);
        T* saved = null;
        fixed (T* y = values) Compute(tape, source, values.Length, columns, y, parameter, records, ref saved);
        if (records)
        {
            ref Entry<T> entry = ref tape.Record(this, output, x.Index);
            entry.Attribute = columns;
            entry.Saved = saved;
            entry.Store(parameter);
        }

        return output;
    }

    /// <summary>Computes the results.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="x">The matrix.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="y">Receives one result per row.</param>
    /// <param name="parameter">The number that the operation keeps.</param>
    /// <param name="records">Whether an adjoint may follow.</param>
    /// <param name="saved">Receives what the adjoint needs, if anything.</param>
    protected abstract void Compute(Tape<T> tape, T* x, int rows, int columns, T* y, T parameter, bool records, ref T* saved);

    /// <summary>Computes the adjoint.</summary>
    protected abstract void Backward(in Adjoint<T> adjoint, int rows, int columns, T* gradient, bool accumulate);

    /// <summary>Expresses the adjoint of matrices: x of rows × columns, y and its gradient of rows × 1.</summary>
    protected abstract Variable<T> Expression(in RecordedAdjoint<T> adjoint, Variable<T> x, Variable<T> y, Variable<T> gradient);

    /// <summary>Computes <c>destination (+)= map(ȳ, x, third)</c>, with ȳ and the third operand by rows.</summary>
    protected static void Spread<TMap>(TMap map, in Adjoint<T> adjoint, T* perRow, T* third, int rows, int columns, T* destination, bool accumulate)
        where TMap : struct, ITernaryMap<T>
    {
        ReadOnlySpan<int> matrix = [rows, columns], column = [rows, 1];
        Broadcast.Run(map, destination, matrix, perRow, column, adjoint.Input0.Value, matrix, third, column, accumulate);
    }
}
