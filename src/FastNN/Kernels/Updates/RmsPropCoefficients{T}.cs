using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Holds the numbers of RMSProp, as PyTorch's <c>torch.optim.RMSprop</c> defines it, not centered.</summary>
/// <remarks>
/// With <c>g' = gradientScale * g + weightDecay * p</c> and <c>v = alpha * v + (1 - alpha) * g'^2</c> the step is
/// <c>s = g' / (sqrt(v) + epsilon)</c>, and the parameter becomes <c>p - learningRate * s</c>; with momentum
/// <c>b = momentum * b + s</c> takes the place of s. (T. Tieleman, G. Hinton, lecture 6.5 of "Neural networks for machine learning", 2012.)
/// </remarks>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
/// <param name="learningRate">The learning rate.</param>
/// <param name="alpha">The decay of the mean square, from 0 to below 1; in <c>double</c>, so that 1 - alpha is right where both are rounded.</param>
/// <param name="epsilon">The summand of the denominator.</param>
public readonly struct RmsPropCoefficients<T>(T learningRate, double alpha, T epsilon) : IUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _weight = T.CreateTruncating(1 - alpha);

    /// <summary>Gets the learning rate.</summary>
    public T LearningRate { get; } = learningRate;

    /// <summary>Gets the decay of the mean square.</summary>
    public T Alpha { get; } = T.CreateTruncating(alpha);

    /// <summary>Gets the summand of the denominator.</summary>
    public T Epsilon { get; } = epsilon;

    /// <summary>Gets the momentum, from 0 to below 1; 0 for none, and no buffer.</summary>
    public T Momentum { get; init; } = T.Zero;

    /// <summary>Gets the factor of the parameter that is added to its gradient.</summary>
    public T WeightDecay { get; init; } = T.Zero;

    /// <summary>Gets the factor of the gradient, such as for clipping; 1 unless set.</summary>
    public T GradientScale { get; init; } = T.One;

    int IUpdate<T>.StateCount => Momentum == T.Zero ? 1 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void IUpdate<T>.Apply<V, L, S>(ref V parameter, V gradient, ref V first, ref V second)
    {
        V scaled = L.MultiplyAdd(L.Fill(WeightDecay), parameter, L.Multiply(L.Fill(GradientScale), gradient));
        first = L.MultiplyAdd(L.Fill(Alpha), first, L.Multiply(L.Multiply(L.Fill(_weight), scaled), scaled));
        V step = L.Divide(scaled, L.Add(L.Sqrt(first), L.Fill(Epsilon)));
        if (S.Value > 1)
        {
            second = L.MultiplyAdd(L.Fill(Momentum), second, step);
            step = second;
        }

        parameter = L.NegateMultiplyAdd(L.Fill(LearningRate), step, parameter);
    }
}
