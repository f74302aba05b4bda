using System.Numerics;

namespace FastNN.Optimizers;

/// <summary>
/// Adam: steps scaled by running means of the gradient and its square,
/// <c>m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; p ← p − rate·m̂ / (√v̂ + ε)</c>, where <c>m̂ = m/(1−β₁ᵗ)</c>, <c>v̂ = v/(1−β₂ᵗ)</c>.
/// </summary>
/// <remarks>
/// Weight decay, if any, is added to the gradient, as PyTorch does. Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization",
/// 2015.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class Adam<T> : AdaptiveMoments<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The factor of a step, zero or more; 0.001 is usual.</param>
    /// <param name="beta1">The share of the mean gradient that is kept, from 0 to less than 1.</param>
    /// <param name="beta2">The share of the mean square that is kept, from 0 to less than 1.</param>
    /// <param name="epsilon">What keeps the quotient finite, above zero.</param>
    /// <param name="weightDecay">The pull toward zero, zero or more.</param>
    /// <exception cref="ArgumentException">A coefficient is out of range.</exception>
    public Adam(T learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(learningRate, beta1, beta2, epsilon, weightDecay, decoupled: false)
    {
    }

    /// <inheritdoc/>
    public override string Name => "adam";
}
