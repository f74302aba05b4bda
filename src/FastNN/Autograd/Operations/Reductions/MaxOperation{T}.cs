using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>The largest element over axes; adjoint <c>x̄ += ȳ / k</c> at each of the k elements that equal it.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class MaxOperation<T> : ExtremumOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly MaxOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "max";

    /// <summary>Computes and records the reduction; over all axes if none are named.</summary>
    public static Variable<T> Record(Variable<T> x, ReadOnlySpan<int> axes, bool keepDims) => s_instance.Record(x, axes, keepDims, default);

    /// <inheritdoc/>
    protected override T Find(ReadOnlySpan<T> row) => Reductions.Max(row);
}
