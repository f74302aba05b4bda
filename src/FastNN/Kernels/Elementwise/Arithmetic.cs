using System.Numerics;

namespace FastNN.Kernels;

/// <summary>Computes sums, products and their like of blocks of numbers, element by element.</summary>
/// <remarks>
/// Every operation rounds once per step as IEEE 754 says. Nothing is allocated; any number of threads may call.
/// </remarks>
public static class Arithmetic
{
    /// <summary>Computes <c>x + y</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The left operands.</param>
    /// <param name="y">The right operands, as many.</param>
    /// <param name="destination">Receives the results; as long, and the same memory as an operand or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap without being the same.</exception>
    public static void Add<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Sum<T>), x, nameof(x), y, nameof(y), destination, accumulate: false);

    /// <summary>Computes <c>x - y</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The left operands.</param>
    /// <param name="y">The right operands, as many.</param>
    /// <param name="destination">Receives the results; as long, and the same memory as an operand or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap without being the same.</exception>
    public static void Subtract<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Difference<T>), x, nameof(x), y, nameof(y), destination, accumulate: false);

    /// <summary>Computes <c>x * y</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The left operands.</param>
    /// <param name="y">The right operands, as many.</param>
    /// <param name="destination">Receives the results; as long, and the same memory as an operand or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap without being the same.</exception>
    public static void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Product<T>), x, nameof(x), y, nameof(y), destination, accumulate: false);

    /// <summary>Computes <c>x / y</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The left operands.</param>
    /// <param name="y">The right operands, as many.</param>
    /// <param name="destination">Receives the results; as long, and the same memory as an operand or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap without being the same.</exception>
    public static void Divide<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Quotient<T>), x, nameof(x), y, nameof(y), destination, accumulate: false);

    /// <summary>Computes <c>x + scale * y</c> with one rounding.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The left operands.</param>
    /// <param name="y">The right operands, as many.</param>
    /// <param name="scale">The factor of the right operands.</param>
    /// <param name="destination">Receives the results; as long, and the same memory as an operand or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap without being the same.</exception>
    public static void AddScaled<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T scale, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(new ScaledSum<T>(scale), x, nameof(x), y, nameof(y), destination, accumulate: false);

    /// <summary>Computes <c>-x</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Negate<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Negation<T>), x, destination);

    /// <summary>Computes <c>scale * x</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="scale">The factor.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Scale<T>(ReadOnlySpan<T> x, T scale, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(new Scaling<T>(scale), x, destination);

    /// <summary>Computes <c>x + shift</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="shift">The summand.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Shift<T>(ReadOnlySpan<T> x, T shift, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(new Shift<T>(shift), x, destination);

    /// <summary>Computes <c>x * x</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Square<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Square<T>), x, destination);

    /// <summary>Adds to a block: <c>destination += x</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The numbers to add.</param>
    /// <param name="destination">The sums so far; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void Accumulate<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Sum<T>), destination, nameof(destination), x, nameof(x), destination, accumulate: false);

    /// <summary>Adds a multiple to a block: <c>destination += scale * x</c>, with one rounding.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The numbers to add.</param>
    /// <param name="scale">The factor.</param>
    /// <param name="destination">The sums so far; as long as <paramref name="x"/>, and the same memory or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks overlap without being the same.</exception>
    public static void AccumulateScaled<T>(ReadOnlySpan<T> x, T scale, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(new ScaledSum<T>(scale), destination, nameof(destination), x, nameof(x), destination, accumulate: false);

    /// <summary>Adds products to a block: <c>destination += x * y</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The left operands.</param>
    /// <param name="y">The right operands, as many.</param>
    /// <param name="destination">Receives the results; as long, and the same memory as an operand or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap without being the same.</exception>
    public static void AccumulateProduct<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(Product<T>), x, nameof(x), y, nameof(y), destination, accumulate: true);
}
