using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Optimizers;

/// <summary>
/// RMSProp: steps scaled by the root of a running mean of the squared gradient,
/// <c>g ← g + decay·p; v ← αv + (1−α)g²; s = g / (√v + ε); p ← p − rate·s</c>; with momentum <c>b ← momentum·b + s</c> takes the place of s.
/// </summary>
/// <remarks>
/// The definition is PyTorch's, not centered: ε stands outside the root. Source: T. Tieleman, G. Hinton, lecture 6.5 of "Neural networks for
/// machine learning", 2012.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class RmsProp<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The factor of a step, zero or more; 0.01 is usual.</param>
    /// <param name="alpha">The share of the mean square that is kept, from 0 to less than 1.</param>
    /// <param name="epsilon">What keeps the quotient finite, above zero.</param>
    /// <param name="weightDecay">The pull toward zero, zero or more.</param>
    /// <param name="momentum">The share of the last step that is kept, from 0 to 1.</param>
    /// <exception cref="ArgumentException">A coefficient is out of range.</exception>
    public RmsProp(T learningRate, double alpha = 0.99, double epsilon = 1e-8, double weightDecay = 0, double momentum = 0)
        : base(learningRate)
    {
        Alpha = RequireInRange(alpha, 0, 0.9999999, "alpha");
        Epsilon = RequireInRange(epsilon, 1e-30, 1, "epsilon");
        WeightDecay = RequireInRange(weightDecay, 0, 1e30, "weight decay");
        Momentum = RequireInRange(momentum, 0, 1, "momentum");
    }

    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <summary>Gets the share of the mean square that is kept.</summary>
    public double Alpha { get; }

    /// <summary>Gets what keeps the quotient finite.</summary>
    public double Epsilon { get; }

    /// <summary>Gets the pull toward zero.</summary>
    public double WeightDecay { get; }

    /// <summary>Gets the share of the last step that is kept.</summary>
    public double Momentum { get; }

    /// <inheritdoc/>
    private protected override int StateCount => Momentum == 0 ? 1 : 2;

    /// <inheritdoc/>
    private protected override void Update(in Sweep<T> sweep) => sweep.Run(
        new RmsPropCoefficients<T>(LearningRate, Alpha, T.CreateChecked(Epsilon))
        {
            Momentum = T.CreateChecked(Momentum),
            WeightDecay = T.CreateChecked(WeightDecay),
            GradientScale = T.CreateChecked(sweep.GradientScale),
        });
}
