using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Optimizers;

/// <summary>
/// Adam with decoupled weight decay: <c>p ← p − rate·decay·p</c>, then the step of <see cref="Adam{T}"/> by the undecayed gradient.
/// </summary>
/// <remarks>
/// Source: I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", 2019.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class AdamW<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The factor of a step, zero or more; 0.001 is usual.</param>
    /// <param name="beta1">The share of the mean gradient that is kept, from 0 to less than 1.</param>
    /// <param name="beta2">The share of the mean square that is kept, from 0 to less than 1.</param>
    /// <param name="epsilon">What keeps the quotient finite, above zero.</param>
    /// <param name="weightDecay">The pull toward zero, zero or more.</param>
    /// <exception cref="ArgumentException">A coefficient is out of range.</exception>
    public AdamW(T learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01)
        : base(learningRate)
    {
        Beta1 = RequireInRange(beta1, 0, 0.9999999, "beta1");
        Beta2 = RequireInRange(beta2, 0, 0.9999999, "beta2");
        Epsilon = RequireInRange(epsilon, 1e-30, 1, "epsilon");
        WeightDecay = RequireInRange(weightDecay, 0, 1e30, "weight decay");
    }

    /// <inheritdoc/>
    public override string Name => "adamw";

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
    private protected override void Update(Span<T> values, ReadOnlySpan<T> gradients) => Updates.Adam(
        values,
        gradients,
        State(0),
        State(1),
        new AdamCoefficients<T>(StepCount, double.CreateChecked(LearningRate), Beta1, Beta2, Epsilon, WeightDecay, decoupled: true));
}
