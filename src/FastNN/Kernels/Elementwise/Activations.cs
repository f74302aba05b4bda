using System.Numerics;

namespace FastNN.Kernels;

/// <summary>Computes activation functions of blocks of numbers, element by element.</summary>
/// <remarks>
/// Results are within 2 units in the last place (ULP) in <c>float</c>, measured over all arguments, and within 4 in <c>double</c>, and
/// the same wherever an element stands. NaN gives NaN. Nothing is allocated; any number of threads may call.
/// </remarks>
public static class Activations
{
    /// <summary>Computes <c>max(x, 0)</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>A zero result has either sign.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Relu<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Relu<T>), x, destination);

    /// <summary>Computes x where it is positive, <c>slope * x</c> elsewhere.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="slope">The slope below zero, zero or more.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The slope is negative or NaN.</exception>
    public static void LeakyRelu<T>(ReadOnlySpan<T> x, T slope, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(new LeakyRelu<T>(slope), x, destination);

    /// <summary>Computes x where it is positive, <c>alpha * (e^x - 1)</c> elsewhere.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="alpha">The scale below zero, zero or more.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>-inf gives -alpha.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is negative or NaN.</exception>
    public static void Elu<T>(ReadOnlySpan<T> x, T alpha, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(new Elu<T>(alpha), x, destination);

    /// <summary>
    /// Computes <c>1.0507 x</c> where x is positive, <c>1.0507 * 1.6733 * (e^x - 1)</c> elsewhere (Klambauer et al., 2017, with their
    /// full constants).
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Selu<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Selu<T>), x, destination);

    /// <summary>Computes the logistic function <c>1 / (1 + e^-x)</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>-inf gives 0, inf gives 1; results may be subnormal.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Sigmoid<T>), x, destination);

    /// <summary>Computes <c>ln(1 + e^x)</c> without overflow.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>-inf gives 0, inf gives inf.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Softplus<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Softplus<T>), x, destination);

    /// <summary>Computes <c>x / (1 + e^-x)</c>, also called swish.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>-inf gives -0, inf gives inf.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Silu<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Silu<T>), x, destination);

    /// <summary>
    /// Computes <c>x * Phi(x)</c>, Phi the distribution function of the normal distribution (Hendrycks and Gimpel, 2016).
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>-inf gives -0, inf gives inf.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Gelu<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Gelu<T>), x, destination);

    /// <summary>Computes <c>x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2</c>, the approximation of GELU.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>-inf gives -0, inf gives inf.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void GeluTanh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(GeluTanh<T>), x, destination);

    /// <summary>Computes <c>x * tanh(ln(1 + e^x))</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>-inf gives -0, inf gives inf.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Mish<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Mish<T>), x, destination);

    /// <summary>Computes <c>x / (1 + |x|)</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>The infinities give -1 and 1.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Softsign<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Softsign<T>), x, destination);

    /// <summary>Computes <c>min(max(x + 3, 0), 6) / 6</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void HardSigmoid<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(HardSigmoid<T>), x, destination);

    /// <summary>Computes <c>x * min(max(x + 3, 0), 6) / 6</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>-inf gives -0, inf gives inf.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void HardSwish<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(HardSwish<T>), x, destination);
}
