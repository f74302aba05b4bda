using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Optimizers;

/// <summary>
/// Stochastic gradient descent: <c>g ← g + decay·p; v ← momentum·v + g; p ← p − rate·v</c>, with Nesterov
/// <c>p ← p − rate·(g + momentum·v)</c>. Without momentum v is g.
/// </summary>
/// <remarks>
/// The definition is PyTorch's (dampening 0). Sources: document 001, gradient descent; I. Sutskever et al., "On the importance of
/// initialization and momentum in deep learning", 2013.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class Sgd<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The factor of a step, zero or more.</param>
    /// <param name="momentum">The share of the last step that is kept, from 0 to 1.</param>
    /// <param name="nesterov">Whether the gradient is looked up ahead, after Nesterov; needs momentum.</param>
    /// <param name="weightDecay">The pull toward zero, zero or more.</param>
    /// <exception cref="ArgumentException">A coefficient is out of range, or Nesterov without momentum.</exception>
    public Sgd(T learningRate, T momentum = default, bool nesterov = false, T weightDecay = default)
        : base(learningRate)
    {
        Momentum = RequireInRange(momentum, T.Zero, T.One, "momentum");
        WeightDecay = RequireInRange(weightDecay, T.Zero, LargestCoefficient, "weight decay");
        Nesterov = nesterov;
        if (nesterov && momentum == T.Zero) throw new ArgumentException("Nesterov's method needs a momentum above zero", nameof(nesterov));
    }

    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <summary>Gets the share of the last step that is kept.</summary>
    public T Momentum { get; }

    /// <summary>Gets whether the gradient is looked up ahead.</summary>
    public bool Nesterov { get; }

    /// <summary>Gets the pull toward zero.</summary>
    public T WeightDecay { get; }

    /// <inheritdoc/>
    private protected override int StateCount => Momentum == T.Zero ? 0 : 1;

    /// <inheritdoc/>
    private protected override void Update(in Sweep<T> sweep) => sweep.Run(new SgdCoefficients<T>(LearningRate)
    {
        Momentum = Momentum,
        Nesterov = Nesterov,
        WeightDecay = WeightDecay,
        GradientScale = T.CreateChecked(sweep.GradientScale),
    });
}
