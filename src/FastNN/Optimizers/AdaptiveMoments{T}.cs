using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Optimizers;

/// <summary>What <see cref="Adam{T}"/> and <see cref="AdamW{T}"/> share: running means of the gradient and of its square.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public abstract class AdaptiveMoments<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _decoupled;

    private protected AdaptiveMoments(T learningRate, double beta1, double beta2, double epsilon, double weightDecay, bool decoupled)
        : base(learningRate)
    {
        Beta1 = RequireInRange(beta1, 0, 0.9999999, "beta1");
        Beta2 = RequireInRange(beta2, 0, 0.9999999, "beta2");
        Epsilon = RequireInRange(epsilon, 1e-30, 1, "epsilon");
        WeightDecay = RequireInRange(weightDecay, 0, 1e30, "weight decay");
        _decoupled = decoupled;
    }

    /// <summary>Gets the share of the mean gradient that is kept.</summary>
    public double Beta1 { get; }

    /// <summary>Gets the share of the mean square that is kept.</summary>
    public double Beta2 { get; }

    /// <summary>Gets what keeps the quotient finite.</summary>
    public double Epsilon { get; }

    /// <summary>Gets the pull toward zero.</summary>
    public double WeightDecay { get; }

    /// <inheritdoc/>
    private protected override int StateCount => 2;

    /// <inheritdoc/>
    private protected override void Update(in Sweep<T> sweep) => sweep.Run(new AdamCoefficients<T>(
        StepCount, double.CreateChecked(LearningRate), Beta1, Beta2, Epsilon, WeightDecay, _decoupled, sweep.GradientScale));
}
