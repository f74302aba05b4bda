using System.Numerics;

namespace FastNN.Autograd;

/// <summary>The mean over axes, <c>y = Σ x / n</c>; adjoint <c>x̄ += ȳ / n</c>, repeated along them. A mean of nothing is NaN.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class MeanOperation<T> : AxisSumOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly MeanOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "mean";

    /// <inheritdoc/>
    protected override bool IsMean => true;

    /// <summary>Computes and records the mean over axes; over all if none are named.</summary>
    public static Variable<T> Record(Variable<T> x, ReadOnlySpan<int> axes, bool keepDims) => s_instance.RecordOver(x, axes, keepDims);
}
