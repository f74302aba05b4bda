using System.Numerics;

namespace FastNN.Autograd;

/// <summary>The sum over axes, <c>y = Σ x</c>; adjoint <c>x̄ += ȳ</c>, repeated along them. A sum of nothing is zero.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class SumOperation<T> : AxisSumOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly SumOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "sum";

    /// <inheritdoc/>
    protected override bool IsMean => false;

    /// <summary>Computes and records the sum over axes; over all if none are named.</summary>
    public static Variable<T> Record(Variable<T> x, ReadOnlySpan<int> axes, bool keepDims) => s_instance.RecordOver(x, axes, keepDims);

    /// <summary>Sums a variable down to a shape that is broadcast to its own; the variable itself if they are the same.</summary>
    public static Variable<T> RecordTo(Variable<T> x, ReadOnlySpan<int> shape)
    {
        ReadOnlySpan<int> from = x.Shape;
        return from.SequenceEqual(shape) ? x : s_instance.RecordTo(x.Tape, x, Axes.Repeated(shape, from), shape);
    }
}
