using System.Numerics;
using FastNN.Autograd;
using FastNN.Kernels;

namespace FastNN.Losses;

/// <summary>
/// The Huber loss of the error <c>e = z − t</c>: <c>e² / 2</c> where <c>|e| ≤ δ</c> and <c>δ·(|e| − δ/2)</c> beyond, as a mean over all elements.
/// </summary>
/// <remarks>
/// Squares small errors and lets outliers count for no more than their size. The definition is PyTorch's <c>HuberLoss</c>. Source:
/// P. J. Huber, "Robust estimation of a location parameter", 1964.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class HuberLoss<T> : Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Kernel _kernel;

    /// <summary>Creates the loss.</summary>
    /// <param name="delta">The error δ where it turns from square to straight, more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ is not positive and finite as a <typeparamref name="T"/>.</exception>
    public HuberLoss(double delta = 1)
    {
        if (!(T.CreateTruncating(delta) > T.Zero) || !T.IsFinite(T.CreateTruncating(delta)))
        {
            throw new ArgumentOutOfRangeException(nameof(delta), delta, $"δ: needed is a number above 0 and finite as {typeof(T).Name}, got {delta}");
        }

        Delta = delta;
        _kernel = new Kernel(T.CreateChecked(delta));
    }

    /// <summary>Gets the error δ where the loss turns from square to straight.</summary>
    public double Delta { get; }

    /// <inheritdoc/>
    public override string Name => Kernel.Name;

    /// <inheritdoc/>
    public override bool Fits(int outputs, int targets) => Kernel.Fits(outputs, targets);

    /// <inheritdoc/>
    public override Variable<T> Record(Variable<T> outputs, Variable<T> targets) => LossOperation<T, Kernel>.Record(outputs, targets, _kernel);

    /// <inheritdoc/>
    public override double Sum(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows)
    {
        RequireFit(outputs.Length, targets.Length, rows);
        return _kernel.Sum(outputs, targets, rows, saved: []);
    }

    private readonly struct Kernel(T delta) : ILossKernel<T>
    {
        public static string Name => "huber";

        public static bool SavesProbabilities => false;

        public static bool Fits(int outputs, int targets) => outputs == targets;

        public double Sum(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows, Span<T> saved) =>
            ElementLosses.SumOfHuber(outputs, targets, delta) * rows / outputs.Length;

        public void Gradient(ReadOnlySpan<T> saved, ReadOnlySpan<T> targets, int rows, T scale, Span<T> destination, bool accumulate) =>
            ElementLosses.HuberGradient(saved, targets, delta, scale * T.CreateChecked((double)rows / saved.Length), destination, accumulate);

        public Variable<T> Gradient(Variable<T> outputs, Variable<T> targets) =>
            (outputs - targets).Clamp(-delta, delta) * T.CreateChecked(1.0 / outputs.Shape[1]);
    }
}
