using System.Numerics;
using FastNN.Autograd;

namespace FastNN.Losses;

/// <summary>A built-in loss, specialised for its kernel.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TKernel">The kernel.</typeparam>
internal sealed class LossFunction<T, TKernel> : LossFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : unmanaged, ILossKernel<T>
{
    /// <inheritdoc/>
    public override string Name => TKernel.Name;

    /// <inheritdoc/>
    public override bool Fits(int outputs, int targets) => TKernel.Fits(outputs, targets);

    /// <inheritdoc/>
    public override Variable<T> Record(Variable<T> outputs, Variable<T> targets) => LossOperation<T, TKernel>.Record(outputs, targets);

    /// <inheritdoc/>
    public override double Sum(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows) => default(TKernel).Sum(outputs, targets, rows, saved: []);
}
