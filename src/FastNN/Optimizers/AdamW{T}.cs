using System.Numerics;

namespace FastNN.Optimizers;

/// <summary>
/// Adam with decoupled weight decay: <c>p ← p − rate·decay·p</c>, then the step of <see cref="Adam{T}"/> by the undecayed gradient.
/// </summary>
/// <remarks>
/// Source: I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", 2019.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class AdamW<T> : AdaptiveMoments<T>
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
        : base(learningRate, beta1, beta2, epsilon, weightDecay, decoupled: true)
    {
    }

    /// <inheritdoc/>
    public override string Name => "adamw";
}
