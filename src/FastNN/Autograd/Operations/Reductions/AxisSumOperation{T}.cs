using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>What sum and mean have in common: elements along any axes are added up, and the adjoint repeats the gradient along them.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal abstract unsafe class AxisSumOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Gets whether sums are divided by the number of their terms.</summary>
    protected abstract bool IsMean { get; }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        T* gradient = adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate);
        ref readonly Node<T> x = ref adjoint.Input0, y = ref adjoint.Output;
        T divisor = IsMean ? T.CreateChecked(x.Count) / T.CreateChecked(Math.Max(1, y.Count)) : T.One;
        if (y.Count == 1)
        {
            T share = *y.Gradient / divisor;
            Broadcast.Run(default(FirstMap<T>), gradient, x.Count, new(&share, stays: true), default, default, accumulate);
            return;
        }

        ReadOnlySpan<int> shape = adjoint.ShapeOf(in x);
        Span<int> kept = stackalloc int[BroadcastPlan.MaxRank];
        kept = kept[..Axes.Reduce(shape, (uint)adjoint.Entry.Attribute, keepDims: true, kept)];
        if (IsMean) Broadcast.Run(new FirstOverMap<T>(divisor), gradient, shape, y.Gradient, kept, null, [], null, [], accumulate);
        else Broadcast.Run(default(FirstMap<T>), gradient, shape, y.Gradient, kept, null, [], null, [], accumulate);
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint)
    {
        ReadOnlySpan<int> shape = adjoint.Input0.Shape;
        uint axes = (uint)adjoint.Entry.Attribute;
        Span<int> kept = stackalloc int[BroadcastPlan.MaxRank];
        kept = kept[..Axes.Reduce(shape, axes, keepDims: true, kept)];
        Variable<T> gradient = adjoint.Gradient.Reshape(kept).BroadcastTo(shape);
        if (IsMean) gradient *= T.One / T.CreateChecked(Axes.Count(shape, axes));
        adjoint.Add(adjoint.Entry.Input0, gradient);
    }

    /// <summary>Computes and records sums over axes.</summary>
    protected Variable<T> RecordOver(Variable<T> x, ReadOnlySpan<int> axes, bool keepDims)
    {
        Tape<T> tape = x.Tape;
        ref Node<T> input = ref tape.Operand(x, this);
        ReadOnlySpan<int> shape = tape.ShapeOf(in input);
        uint set = Axes.Of(axes, shape, Name);
        Span<int> reduced = stackalloc int[BroadcastPlan.MaxRank];
        return RecordTo(tape, x, set, reduced[..Axes.Reduce(shape, set, keepDims, reduced)]);
    }

    /// <summary>Computes and records sums over a set of axes, in a shape of as many elements as are left.</summary>
    protected Variable<T> RecordTo(Tape<T> tape, Variable<T> x, uint axes, ReadOnlySpan<int> shape)
    {
        ref Node<T> input = ref tape.Operand(x, this);
        bool records = tape.Records(input.RequiresGrad);
        T* source = input.Value;
        nint count = input.Count;
        ReadOnlySpan<int> inputShape = tape.ShapeOf(in input);
        Variable<T> output = tape.NewNode(shape, records, out Span<T> values);
        fixed (T* y = values)
        {
            if (values.Length == 1) Rows.Sum(source, 1, count, y, accumulate: false);
            else AxisSum.Run(source, inputShape, axes, y, accumulate: false, tape.Arena);
            if (IsMean)
            {
                T terms = T.CreateChecked(Axes.Count(inputShape, axes));
                Broadcast.Run(
                    default(ForwardMap<T, DivideFunction<T>>), y, values.Length, default, new(y), new(&terms, stays: true), accumulate: false);
            }
        }

        if (records) tape.Record(this, output, x.Index).Attribute = (int)axes;
        return output;
    }
}
