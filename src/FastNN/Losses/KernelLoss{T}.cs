using System.Numerics;
using FastNN.Autograd;

namespace FastNN.Losses;

/// <summary>A built-in loss: value and gradient are fused kernels, and one entry on the tape.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public abstract class KernelLoss<T> : Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LossFunction<T> _function;

    private protected KernelLoss(LossFunction<T> function) => _function = function;

    /// <inheritdoc/>
    public sealed override string Name => _function.Name;

    /// <inheritdoc/>
    public sealed override bool Fits(int outputs, int targets) => _function.Fits(outputs, targets);

    /// <inheritdoc/>
    public sealed override Variable<T> Record(Variable<T> outputs, Variable<T> targets) => _function.Record(outputs, targets);

    /// <inheritdoc/>
    public sealed override double Sum(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows)
    {
        RequireFit(outputs.Length, targets.Length, rows);
        return _function.Sum(outputs, targets, rows);
    }
}
