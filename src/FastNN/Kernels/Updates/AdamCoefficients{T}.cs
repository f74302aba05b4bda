using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Holds the numbers of one step of Adam or AdamW, as PyTorch's <c>torch.optim.Adam</c> and <c>AdamW</c> define them.</summary>
/// <remarks>
/// <para>With <c>g' = gradientScale * g</c>, to which Adam adds <c>weightDecay * p</c>, while AdamW first shrinks the parameter to
/// <c>p * (1 - learningRate * weightDecay)</c>: <c>m = m + (1 - beta1) * (g' - m)</c>, <c>v = beta2 * v + (1 - beta2) * g'^2</c>,
/// <c>p = p - learningRate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)</c>.</para>
/// <para>D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", 2015; I. Loshchilov, F. Hutter, "Decoupled weight decay
/// regularization", 2019.</para>
/// </remarks>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
public readonly struct AdamCoefficients<T> : IUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _firstWeight;
    private readonly T _secondDecay;
    private readonly T _secondWeight;
    private readonly T _epsilon;
    private readonly T _stepSize;
    private readonly T _secondCorrection;
    private readonly T _coupledDecay;
    private readonly T _shrinkage;
    private readonly T _gradientScale;

    /// <summary>Computes the numbers of one step; powers and roots of the betas are taken in <c>double</c>.</summary>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="beta1">The decay of the first moment, from 0 to below 1.</param>
    /// <param name="beta2">The decay of the second moment, from 0 to below 1.</param>
    /// <param name="epsilon">The summand of the denominator.</param>
    /// <param name="weightDecay">The weight decay.</param>
    /// <param name="decoupled">Whether the decay is AdamW's, apart from the gradient.</param>
    /// <param name="gradientScale">The factor of the gradient, such as for clipping.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is below 1, or a beta is not from 0 to below 1.</exception>
    public AdamCoefficients(
        long step,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0,
        bool decoupled = false,
        double gradientScale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        if (beta1 is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(beta1), beta1, "beta1 must be from 0 to below 1.");
        if (beta2 is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(beta2), beta2, "beta2 must be from 0 to below 1.");
        _firstWeight = T.CreateTruncating(1 - beta1);
        _secondDecay = T.CreateTruncating(beta2);
        _secondWeight = T.CreateTruncating(1 - beta2);
        _epsilon = T.CreateTruncating(epsilon);
        _stepSize = T.CreateTruncating(learningRate / (1 - Math.Pow(beta1, step)));
        _secondCorrection = T.CreateTruncating(1 / Math.Sqrt(1 - Math.Pow(beta2, step)));
        _coupledDecay = T.CreateTruncating(decoupled ? 0 : weightDecay);
        _shrinkage = T.CreateTruncating(decoupled ? 1 - (learningRate * weightDecay) : 1);
        _gradientScale = T.CreateTruncating(gradientScale);
    }

    int IUpdate<T>.StateCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void IUpdate<T>.Apply<V, L, S>(ref V parameter, V gradient, ref V first, ref V second)
    {
        V scaled = L.MultiplyAdd(L.Fill(_coupledDecay), parameter, L.Multiply(L.Fill(_gradientScale), gradient));
        first = L.MultiplyAdd(L.Fill(_firstWeight), L.Subtract(scaled, first), first);
        second = L.MultiplyAdd(L.Fill(_secondDecay), second, L.Multiply(L.Multiply(L.Fill(_secondWeight), scaled), scaled));
        V denominator = L.MultiplyAdd(L.Sqrt(second), L.Fill(_secondCorrection), L.Fill(_epsilon));
        V step = L.Divide(L.Multiply(L.Fill(_stepSize), first), denominator);
        parameter = L.Subtract(L.Multiply(parameter, L.Fill(_shrinkage)), step);
    }
}
