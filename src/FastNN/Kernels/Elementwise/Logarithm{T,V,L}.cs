using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The logarithm, for all functions built on it.</summary>
/// <remarks>Minimax polynomials (Remez exchange in 50 digits) for the relative error; it stands beside each.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static class Logarithm<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>Computes ln(x), subnormal arguments included; 0 gives -inf, negative numbers NaN, inf gives inf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log(V x)
    {
        if (typeof(T) == typeof(float)) return LogarithmTable<T, V, L>.Log(x);

        // Subnormal numbers become normal ones first.
        V subnormal = L.LessThan(x, L.FillBits(0x0010000000000000));
        V normal = L.Select(subnormal, L.Multiply(x, Lane<T, V, L>.Constant(18014398509481984.0)), x);
        V mantissa = Split(normal, out V exponent);
        V f = L.Subtract(mantissa, Lane<T, V, L>.One);
        return WithLimits(x, x, Join(f, L.Subtract(exponent, L.And(subnormal, Lane<T, V, L>.Constant(54)))));
    }

    /// <summary>Computes <c>ln(1 + x)</c>, accurate near zero; -0 stays -0, -1 gives -inf, smaller numbers NaN, inf gives inf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p(V x)
    {
        V one = Lane<T, V, L>.One;
        V larger = L.Max(one, x);
        V smaller = L.Min(one, x);
        V sum = L.Add(one, x);
        V rest = L.Subtract(smaller, L.Subtract(sum, larger));
        if (typeof(T) == typeof(float)) return Lane<T, V, L>.WithSignOf(LogarithmTable<T, V, L>.LogOfSum(sum, rest), x);

        // What 1 + x lost in rounding, scaled by the same power of two as the mantissa. That power leaves the range of
        // the format for huge x, where the rest does not count.
        V mantissa = Split(sum, out V exponent);
        V power = L.AddBits(L.SubtractBits(mantissa, sum), one);
        V scaled = L.And(L.LessThan(x, Lane<T, V, L>.Constant(1e18)), L.Multiply(rest, power));
        V f = L.Add(L.Subtract(mantissa, one), scaled);
        return WithLimits(x, sum, Lane<T, V, L>.WithSignOf(Join(f, exponent), x));
    }

    /// <summary>Computes <c>ln(1 + e)</c> for e from 0 to 1.</summary>
    /// <remarks>Relative error 2^-27.8 for float, 2^-56.8 for double.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1pOfUnit(V e)
    {
        if (typeof(T) == typeof(float))
        {
            V q = Lane<T, V, L>.Constant(-0.0034148232371326286);
            q = Lane<T, V, L>.Horner(q, e, 0.020635177260165997);
            q = Lane<T, V, L>.Horner(q, e, -0.058464705390477996);
            q = Lane<T, V, L>.Horner(q, e, 0.10760531513699634);
            q = Lane<T, V, L>.Horner(q, e, -0.1540177040298918);
            q = Lane<T, V, L>.Horner(q, e, 0.19711076428965615);
            q = Lane<T, V, L>.Horner(q, e, -0.24961520881610116);
            q = Lane<T, V, L>.Horner(q, e, 0.3333077711870083);
            q = Lane<T, V, L>.Horner(q, e, -0.4999994101711324);
            return L.MultiplyAdd(L.Multiply(e, e), q, e);
        }

        // Two shorter chains: one long one would leave the multipliers waiting.
        V square = L.Multiply(e, e);
        V odd = Lane<T, V, L>.Constant(2.612227176719668e-05);
        odd = Lane<T, V, L>.Horner(odd, square, 0.0016323028487854813);
        odd = Lane<T, V, L>.Horner(odd, square, 0.014040120336072602);
        odd = Lane<T, V, L>.Horner(odd, square, 0.042603478781886625);
        odd = Lane<T, V, L>.Horner(odd, square, 0.07051217987230028);
        odd = Lane<T, V, L>.Horner(odd, square, 0.0901611802992095);
        odd = Lane<T, V, L>.Horner(odd, square, 0.11107704932335809);
        odd = Lane<T, V, L>.Horner(odd, square, 0.1428566307635766);
        odd = Lane<T, V, L>.Horner(odd, square, 0.19999999812159883);
        odd = Lane<T, V, L>.Horner(odd, square, 0.3333333333324787);
        V even = Lane<T, V, L>.Constant(-0.00029967597555916585);
        even = Lane<T, V, L>.Horner(even, square, -0.0056467256576319185);
        even = Lane<T, V, L>.Horner(even, square, -0.027029066736900417);
        even = Lane<T, V, L>.Horner(even, square, -0.057749643570772606);
        even = Lane<T, V, L>.Horner(even, square, -0.08088940434177264);
        even = Lane<T, V, L>.Horner(even, square, -0.09981893683570475);
        even = Lane<T, V, L>.Horner(even, square, -0.12499513371541383);
        even = Lane<T, V, L>.Horner(even, square, -0.16666662861335313);
        even = Lane<T, V, L>.Horner(even, square, -0.24999999994398475);
        even = Lane<T, V, L>.Horner(even, square, -0.4999999999999954);
        return L.MultiplyAdd(square, L.MultiplyAdd(odd, e, even), e);
    }

    // The logarithm y of x or of a sum with it: infinity and NaN come through as they are; zero and negative numbers get their limits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V WithLimits(V x, V sum, V y)
    {
        y = L.Select(L.LessThan(x, Lane<T, V, L>.Infinity), y, x);
        V limit = L.Select(L.AreEqual(sum, L.Zero), L.Negate(Lane<T, V, L>.Infinity), Lane<T, V, L>.NaN);
        return L.Select(L.LessThanOrEqual(sum, L.Zero), limit, y);
    }

    // Not the lanes' split, whose mantissas are not those that the polynomial is for.
    /// <summary>Splits a positive normal double into a mantissa from sqrt(1/2) to sqrt(2) and a whole exponent of two.</summary>
    /// <remarks>
    /// Subtracting the bits of sqrt(1/2) makes the exponent field count from there. The field is turned into a number by placing
    /// it below the bits of 2^52 and subtracting 2^52 and the exponent's bias.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Split(V x, out V exponent)
    {
        V difference = L.AddBits(x, L.FillBits(0x3FF0000000000000 - 0x3FE6A09E667F3BCD));
        V field = L.AddBits(L.ShiftRightBits(difference, 52), L.FillBits(0x4330000000000000));
        exponent = L.Subtract(field, Lane<T, V, L>.Constant(4503599627370496.0 + 1023));
        return L.AddBits(L.And(difference, L.FillBits(0x000FFFFFFFFFFFFF)), L.FillBits(0x3FE6A09E667F3BCD));
    }

    // ln(1 + f) + exponent * ln(2) of a double.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Join(V f, V exponent)
    {
        V low = L.Multiply(exponent, Lane<T, V, L>.Constant(1.90821492927058770002e-10));
        V y = L.MultiplyAdd(L.Multiply(f, f), L.MultiplyAdd(CubicQuotient(f), f, Lane<T, V, L>.Constant(-0.5)), low);
        return L.MultiplyAdd(exponent, Lane<T, V, L>.Constant(6.93147180369123816490e-01), L.Add(f, y));
    }

    /// <summary>Approximates <c>(ln(1 + f) - f + f^2 / 2) / f^3</c> for 1 + f from sqrt(1/2) to sqrt(2).</summary>
    /// <remarks>Error relative to ln(1 + f): 2^-56.6.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CubicQuotient(V f)
    {
        V square = L.Multiply(f, f);
        V odd = Lane<T, V, L>.Constant(-0.060730757021104524);
        odd = Lane<T, V, L>.Horner(odd, square, -0.056458416762543165);
        odd = Lane<T, V, L>.Horner(odd, square, -0.06201138801718221);
        odd = Lane<T, V, L>.Horner(odd, square, -0.07149127784569892);
        odd = Lane<T, V, L>.Horner(odd, square, -0.08332924399355524);
        odd = Lane<T, V, L>.Horner(odd, square, -0.10000015071898755);
        odd = Lane<T, V, L>.Horner(odd, square, -0.12499999689673745);
        odd = Lane<T, V, L>.Horner(odd, square, -0.16666666669881267);
        odd = Lane<T, V, L>.Horner(odd, square, -0.2499999999998768);
        V even = Lane<T, V, L>.Constant(0.02691277568001674);
        even = Lane<T, V, L>.Horner(even, square, 0.06508465674427372);
        even = Lane<T, V, L>.Horner(even, square, 0.05659732387767012);
        even = Lane<T, V, L>.Horner(even, square, 0.06686354286024186);
        even = Lane<T, V, L>.Horner(even, square, 0.07691359044740022);
        even = Lane<T, V, L>.Horner(even, square, 0.0909093317173237);
        even = Lane<T, V, L>.Horner(even, square, 0.11111110859902923);
        even = Lane<T, V, L>.Horner(even, square, 0.14285714285010062);
        even = Lane<T, V, L>.Horner(even, square, 0.20000000000026502);
        even = Lane<T, V, L>.Horner(even, square, 0.3333333333333325);
        return L.MultiplyAdd(odd, f, even);
    }
}
