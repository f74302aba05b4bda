using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Optimizers;

/// <summary>
/// AdaGrad: steps scaled by the root of the sum of all squared gradients so far,
/// <c>g ← g + decay·p; v ← v + g²; p ← p − rateₜ·g / (√v + ε)</c>, where <c>rateₜ = rate / (1 + (t−1)·rateDecay)</c>.
/// </summary>
/// <remarks>
/// The definition is PyTorch's. Source: J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods for online learning and stochastic
/// optimization", 2011.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class AdaGrad<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The factor of a step, zero or more; 0.01 is usual.</param>
    /// <param name="learningRateDecay">How fast the learning rate falls with the number of steps, zero or more.</param>
    /// <param name="weightDecay">The pull toward zero, zero or more.</param>
    /// <param name="initialAccumulator">What the sum of squares starts from, zero or more.</param>
    /// <param name="epsilon">What keeps the quotient finite, above zero.</param>
    /// <exception cref="ArgumentException">A coefficient is out of range.</exception>
    public AdaGrad(
        T learningRate, double learningRateDecay = 0, double weightDecay = 0, double initialAccumulator = 0, double epsilon = 1e-10)
        : base(learningRate)
    {
        LearningRateDecay = RequireInRange(learningRateDecay, 0, 1e30, "learning rate decay");
        WeightDecay = RequireInRange(weightDecay, 0, 1e30, "weight decay");
        InitialAccumulator = RequireInRange(initialAccumulator, 0, 1e30, "initial accumulator");
        Epsilon = RequireInRange(epsilon, 1e-30, 1, "epsilon");
    }

    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <summary>Gets how fast the learning rate falls with the number of steps.</summary>
    public double LearningRateDecay { get; }

    /// <summary>Gets the pull toward zero.</summary>
    public double WeightDecay { get; }

    /// <summary>Gets what the sum of squares starts from.</summary>
    public double InitialAccumulator { get; }

    /// <summary>Gets what keeps the quotient finite.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    private protected override int StateCount => 1;

    /// <inheritdoc/>
    private protected override T InitialState => T.CreateChecked(InitialAccumulator);

    /// <inheritdoc/>
    private protected override void Update(in Sweep<T> sweep)
    {
        double rate = double.CreateChecked(LearningRate) / (1 + ((StepCount - 1) * LearningRateDecay));
        sweep.Run(new AdaGradCoefficients<T>(T.CreateChecked(rate), T.CreateChecked(Epsilon))
        {
            WeightDecay = T.CreateChecked(WeightDecay),
            GradientScale = T.CreateChecked(sweep.GradientScale),
        });
    }
}
