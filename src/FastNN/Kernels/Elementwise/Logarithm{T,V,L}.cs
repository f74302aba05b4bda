using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The parts that all functions built on the logarithm share: splitting off the exponent, and polynomials for the rest.</summary>
/// <remarks>Minimax polynomials (Remez exchange in 50 digits) for the relative error; it stands beside each.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static class Logarithm<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>Splits a positive normal number into a mantissa from sqrt(1/2) to sqrt(2) and a whole exponent of two.</summary>
    /// <remarks>
    /// Subtracting the bits of sqrt(1/2) makes the exponent field count from there. The field is turned into a number by placing
    /// it below the bits of 2^p, p the bits of the fraction, and subtracting 2^p and the exponent's bias.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Split(V x, out V exponent)
    {
        V root = Lane<T, V, L>.Bits(0x3F3504F3, 0x3FE6A09E667F3BCD);
        V difference = L.AddBits(x, Lane<T, V, L>.Bits(0x3F800000 - 0x3F3504F3, 0x3FF0000000000000 - 0x3FE6A09E667F3BCD));
        V field = L.ShiftRightBits(difference, typeof(T) == typeof(float) ? 23 : 52);
        field = L.AddBits(field, Lane<T, V, L>.Bits(0x4B000000, 0x4330000000000000));
        exponent = L.Subtract(field, Lane<T, V, L>.Constant(8388608.0 + 127, 4503599627370496.0 + 1023));
        return L.AddBits(L.And(difference, Lane<T, V, L>.Bits(0x007FFFFF, 0x000FFFFFFFFFFFFF)), root);
    }

    /// <summary>Computes <c>ln(1 + f) + exponent * ln(2)</c> for a mantissa 1 + f as <see cref="Split"/> makes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Join(V f, V exponent)
    {
        V half = Lane<T, V, L>.Constant(-0.5);
        V low = L.Multiply(exponent, Lane<T, V, L>.Constant(1.42860682030941723e-6, 1.90821492927058770002e-10));
        V y = L.MultiplyAdd(L.Multiply(f, f), L.MultiplyAdd(CubicQuotient(f), f, half), low);
        return L.MultiplyAdd(exponent, Lane<T, V, L>.Constant(0.693145751953125, 6.93147180369123816490e-01), L.Add(f, y));
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

    /// <summary>Approximates <c>(ln(1 + f) - f + f^2 / 2) / f^3</c> for 1 + f from sqrt(1/2) to sqrt(2).</summary>
    /// <remarks>Error relative to ln(1 + f): 2^-27.3 for float, 2^-56.6 for double.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CubicQuotient(V f)
    {
        V square = L.Multiply(f, f);
        V odd;
        V even;
        if (typeof(T) == typeof(float))
        {
            odd = Lane<T, V, L>.Constant(-0.07859084894713414);
            odd = Lane<T, V, L>.Horner(odd, square, -0.13129038061775736);
            odd = Lane<T, V, L>.Horner(odd, square, -0.1662453292931473);
            odd = Lane<T, V, L>.Horner(odd, square, -0.2500081062205083);
            even = Lane<T, V, L>.Constant(0.12882005129439958);
            even = Lane<T, V, L>.Horner(even, square, 0.1418116289185662);
            even = Lane<T, V, L>.Horner(even, square, 0.20002286829968677);
            even = Lane<T, V, L>.Horner(even, square, 0.3333331672557928);
            return L.MultiplyAdd(odd, f, even);
        }

        odd = Lane<T, V, L>.Constant(-0.060730757021104524);
        odd = Lane<T, V, L>.Horner(odd, square, -0.056458416762543165);
        odd = Lane<T, V, L>.Horner(odd, square, -0.06201138801718221);
        odd = Lane<T, V, L>.Horner(odd, square, -0.07149127784569892);
        odd = Lane<T, V, L>.Horner(odd, square, -0.08332924399355524);
        odd = Lane<T, V, L>.Horner(odd, square, -0.10000015071898755);
        odd = Lane<T, V, L>.Horner(odd, square, -0.12499999689673745);
        odd = Lane<T, V, L>.Horner(odd, square, -0.16666666669881267);
        odd = Lane<T, V, L>.Horner(odd, square, -0.2499999999998768);
        even = Lane<T, V, L>.Constant(0.02691277568001674);
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
