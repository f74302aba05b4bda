using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Holds the numbers of stochastic gradient descent, as PyTorch's <c>torch.optim.SGD</c> defines them.</summary>
/// <remarks>
/// With <c>g' = gradientScale * g + weightDecay * p</c> and the buffer <c>b = momentum * b + (1 - dampening) * g'</c>, the parameter
/// becomes <c>p - learningRate * b</c>, or <c>p - learningRate * (g' + momentum * b)</c> with Nesterov's momentum. Without momentum
/// there is no buffer, and <c>g'</c> takes its place.
/// </remarks>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
/// <param name="learningRate">The learning rate.</param>
public readonly struct SgdCoefficients<T>(T learningRate) : IUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Gets the learning rate.</summary>
    public T LearningRate { get; } = learningRate;

    /// <summary>Gets the momentum, from 0 to below 1; 0 for none, and no buffer.</summary>
    public T Momentum { get; init; } = T.Zero;

    /// <summary>
    /// Gets the dampening of the gradient in the buffer. For the first step it must be 0, which starts the buffer at the gradient.
    /// </summary>
    public T Dampening { get; init; } = T.Zero;

    /// <summary>Gets the factor of the parameter that is added to its gradient.</summary>
    public T WeightDecay { get; init; } = T.Zero;

    /// <summary>Gets whether the momentum is Nesterov's.</summary>
    public bool Nesterov { get; init; } = false;

    /// <summary>Gets the factor of the gradient, such as for clipping; 1 unless set.</summary>
    public T GradientScale { get; init; } = T.One;

    int IUpdate<T>.StateCount => Momentum == T.Zero ? 0 : 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void IUpdate<T>.Apply<V, L, S>(ref V parameter, V gradient, ref V first, ref V second)
    {
        V step = L.MultiplyAdd(L.Fill(WeightDecay), parameter, L.Multiply(L.Fill(GradientScale), gradient));
        if (S.Value > 0)
        {
            V momentum = L.Fill(Momentum);
            first = L.MultiplyAdd(momentum, first, L.Multiply(L.Fill(T.One - Dampening), step));
            step = Nesterov ? L.MultiplyAdd(momentum, first, step) : first;
        }

        parameter = L.NegateMultiplyAdd(L.Fill(LearningRate), step, parameter);
    }
}
