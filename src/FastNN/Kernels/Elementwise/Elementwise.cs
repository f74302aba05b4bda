using System.Numerics;

namespace FastNN.Kernels;

/// <summary>Computes elementary functions of blocks of numbers, element by element.</summary>
/// <remarks>
/// Results are within 2 units in the last place (ULP) in <c>float</c>, measured over all arguments, and within 4 in <c>double</c>, and
/// the same wherever an element stands. NaN gives NaN. Nothing is allocated; any number of threads may call.
/// </remarks>
public static class Elementwise
{
    /// <summary>Computes <c>e^x</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>-inf gives 0, inf gives inf; results may be subnormal.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Exp<T>), x, destination);

    /// <summary>Computes <c>e^x - 1</c>, accurately near zero.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>-inf gives -1, inf gives inf, -0 stays -0.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Expm1<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Expm1<T>), x, destination);

    /// <summary>Computes the natural logarithm <c>ln(x)</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>0 and -0 give -inf, negative numbers NaN, inf gives inf; arguments may be subnormal.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Log<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Log<T>), x, destination);

    /// <summary>Computes <c>ln(1 + x)</c>, accurately near zero.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>-1 gives -inf, smaller numbers NaN, inf gives inf, -0 stays -0.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Log1p<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Log1p<T>), x, destination);

    /// <summary>Computes the hyperbolic tangent.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>The infinities give -1 and 1, -0 stays -0.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Tanh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Tanh<T>), x, destination);

    /// <summary>Computes the error function.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>The infinities give -1 and 1, -0 stays -0.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Erf<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Erf<T>), x, destination);

    /// <summary>Computes the sine of angles in radians.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>
    /// The infinities give NaN, -0 stays -0. Beyond 1e4 (<c>float</c>) or 1e6 (<c>double</c>) the platform's slower function is called.
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Sin<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Sin<T>), x, destination);

    /// <summary>Computes the cosine of angles in radians.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>
    /// The infinities give NaN. Beyond 1e4 (<c>float</c>) or 1e6 (<c>double</c>) the platform's slower function is called.
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Cos<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Cos<T>), x, destination);

    /// <summary>Computes the square root, correctly rounded.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <remarks>Negative numbers give NaN, -0 stays -0.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Sqrt<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(SquareRoot<T>), x, destination);

    /// <summary>Computes the absolute value.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Abs<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(AbsoluteValue<T>), x, destination);
}
