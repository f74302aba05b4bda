using System.Numerics;
using FastNN.Autograd;
using FastNN.Kernels;

namespace FastNN.Losses;

/// <summary>The mean absolute error, <c>|z − t|</c> as a mean over all elements; its derivative at 0 is taken as 0.</summary>
/// <remarks>The definition is PyTorch's <c>L1Loss</c>.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class MeanAbsoluteError<T> : Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => Kernel.Name;

    /// <inheritdoc/>
    public override bool Fits(int outputs, int targets) => Kernel.Fits(outputs, targets);

    /// <inheritdoc/>
    public override Variable<T> Record(Variable<T> outputs, Variable<T> targets) => LossOperation<T, Kernel>.Record(outputs, targets);

    /// <inheritdoc/>
    public override double Sum(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows)
    {
        RequireFit(outputs.Length, targets.Length, rows);
        return default(Kernel).Sum(outputs, targets, rows, saved: []);
    }

    private readonly struct Kernel : ILossKernel<T>
    {
        public static string Name => "mean-absolute-error";

        public static bool SavesProbabilities => false;

        public static bool Fits(int outputs, int targets) => outputs == targets;

        public double Sum(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows, Span<T> saved) =>
            ElementLosses.SumOfHuber(outputs, targets, T.Zero) * rows / outputs.Length;

        public void Gradient(ReadOnlySpan<T> saved, ReadOnlySpan<T> targets, int rows, T scale, Span<T> destination, bool accumulate) =>
            ElementLosses.HuberGradient(saved, targets, T.Zero, scale * T.CreateChecked((double)rows / saved.Length), destination, accumulate);

        public Variable<T> Gradient(Variable<T> outputs, Variable<T> targets) => PiecewiseDerivative<T>.Of(
            default(AbsFunction<T>), outputs - targets) * T.CreateChecked(1.0 / outputs.Shape[1]);
    }
}
