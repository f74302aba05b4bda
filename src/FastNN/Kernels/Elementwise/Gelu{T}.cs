using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The Gaussian error linear unit <c>x Phi(x) = x (1 + erf(x / sqrt(2))) / 2</c>, Phi the normal distribution function.</summary>
/// <remarks>D. Hendrycks, K. Gimpel, "Gaussian error linear units", 2016.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Gelu<T> : IActivation<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Computes <c>Phi(x) + x phi(x)</c> from the input, phi the density.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => typeof(T) == typeof(float) ? DerivativeSingle<V, L>(x) : DerivativeDouble<V, L>(x);

    /// <summary>Computes the function; -inf gives -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> =>
        Lane<T, V, L>.WithSignOf(typeof(T) == typeof(float) ? OfSingle<V, L>(x) : OfDouble<V, L>(x), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfSingle<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // max(x, 0) - t Phi(-t) with t = |x|. What the products lose in rounding is made good.
        V t = NormalTable<T, V, L>.Bound(x);
        V tail = NormalTable<T, V, L>.ScaledTail(t, out V tailRest);
        V power = NormalTable<T, V, L>.LiftedDensity(t, out V correction);
        V product = L.Multiply(t, tail);
        V rest = L.Subtract(L.Multiply(t, tailRest), L.NegateMultiplyAdd(t, tail, product));
        V scaled = L.Multiply(product, power);
        rest = L.Subtract(L.Multiply(rest, power), L.NegateMultiplyAdd(product, power, scaled));
        V lifted = L.Add(scaled, L.MultiplyAdd(scaled, correction, rest));
        return L.NegateMultiplyAdd(lifted, Exponential<T, V, L>.Lowering, L.Max(L.Zero, x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V DerivativeSingle<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // f'(-t) = Phi(-t) - t phi(t), and f'(t) = 1 - f'(-t).
        V t = NormalTable<T, V, L>.Bound(x);
        V power = NormalTable<T, V, L>.LiftedDensity(t, out V correction);
        V density = L.Multiply(L.MultiplyAdd(power, correction, power), Exponential<T, V, L>.Lowering);
        V tail = NormalTable<T, V, L>.ScaledTail(t, out _);
        V negative = L.Multiply(density, L.NegateMultiplyAdd(t, Lane<T, V, L>.Constant(0.3989422804014327), tail));
        return L.Select(L.LessThan(x, L.Zero), negative, L.Subtract(Lane<T, V, L>.One, negative));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V DerivativeDouble<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V one = Lane<T, V, L>.One;
        V t = L.Min(Lane<T, V, L>.Constant(Gaussian<T, V, L>.TailEnd), L.Abs(x));
        V tailed = L.Max(Lane<T, V, L>.Constant(Gaussian<T, V, L>.TailStart), t);
        V r = Gaussian<T, V, L>.ReduceDensity(t, out V exponent, out _);
        V density = L.ScaleByPowerOfTwo(Exponential<T, V, L>.ReducedExp(r), exponent);
        V tail = L.Divide(L.Multiply(density, Gaussian<T, V, L>.ScaledTail(tailed, out _)), tailed);
        V upper = L.Subtract(one, tail);
        V center = L.Add(Gaussian<T, V, L>.Center(t, out V rest), rest);
        V distribution = L.Select(L.LessThan(t, tailed), center, upper);
        V rising = L.Multiply(L.Multiply(t, Lane<T, V, L>.Constant(0.3989422804014327)), density);

        // For positive x; f'(-x) = 1 - f'(x), where the two terms of the tail itself keep its digits.
        V positive = L.Add(distribution, rising);
        V negative = L.Select(L.LessThan(t, tailed), L.Subtract(one, positive), L.Subtract(tail, rising));
        return L.Select(L.LessThan(x, L.Zero), negative, positive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfDouble<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // max(x, 0) - t Phi(-t) with t = |x|, and x Phi(x) near zero, where that would cancel.
        V t = L.Min(Lane<T, V, L>.Constant(Gaussian<T, V, L>.TailEnd), L.Abs(x));
        V start = Lane<T, V, L>.Constant(Gaussian<T, V, L>.TailStart);
        V r = Gaussian<T, V, L>.ReduceDensity(t, out V exponent, out V rRest);
        V scaled = Gaussian<T, V, L>.ScaledTail(L.Max(start, t), out V rest);
        V curved = L.MultiplyAdd(scaled, Exponential<T, V, L>.CurvedPart(r, rRest), rest);
        V product = L.Add(scaled, L.MultiplyAdd(scaled, r, curved));
        V outer = L.Subtract(L.Max(L.Zero, x), L.ScaleByPowerOfTwo(product, exponent));
        V center = Gaussian<T, V, L>.Center(x, out V centerRest);
        V inner = L.MultiplyAdd(x, center, L.Multiply(x, centerRest));
        return L.Select(L.LessThan(t, start), inner, outer);
    }
}
