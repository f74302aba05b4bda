using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Holds the numbers of one step of AdaGrad, as PyTorch's <c>torch.optim.Adagrad</c> defines it.</summary>
/// <remarks>
/// With <c>g' = gradientScale * g + weightDecay * p</c> and <c>v = v + g'^2</c> the parameter becomes
/// <c>p - learningRate * g' / (sqrt(v) + epsilon)</c>. PyTorch's decay of the learning rate, <c>learningRate / (1 + (t - 1) * decay)</c>,
/// is left to the caller. (J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods", 2011.)
/// </remarks>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
/// <param name="learningRate">The learning rate.</param>
/// <param name="epsilon">The summand of the denominator.</param>
public readonly struct AdaGradCoefficients<T>(T learningRate, T epsilon) : IUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Gets the learning rate.</summary>
    public T LearningRate { get; } = learningRate;

    /// <summary>Gets the summand of the denominator.</summary>
    public T Epsilon { get; } = epsilon;

    /// <summary>Gets the factor of the parameter that is added to its gradient.</summary>
    public T WeightDecay { get; init; } = T.Zero;

    /// <summary>Gets the factor of the gradient, such as for clipping; 1 unless set.</summary>
    public T GradientScale { get; init; } = T.One;

    int IUpdate<T>.StateCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void IUpdate<T>.Apply<V, L, S>(ref V parameter, V gradient, ref V first, ref V second)
    {
        V scaled = L.MultiplyAdd(L.Fill(WeightDecay), parameter, L.Multiply(L.Fill(GradientScale), gradient));
        first = L.MultiplyAdd(scaled, scaled, first);
        V step = L.Divide(scaled, L.Add(L.Sqrt(first), L.Fill(Epsilon)));
        parameter = L.NegateMultiplyAdd(L.Fill(LearningRate), step, parameter);
    }
}
