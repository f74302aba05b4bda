using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// e^x in float by a table of sixteenths of powers of two, which a 512-bit register holds: what is left of the argument is so small
/// that three terms of the series do, and what the table lost in rounding is made good.
/// </summary>
/// <remarks>
/// P. T. P. Tang, "Table-driven implementation of the exponential function in IEEE floating-point arithmetic", 1989. With
/// <c>x = (k + j / 16) ln(2) + r</c> it is <c>e^x = 2^k t (1 + c)</c>, t the table's entry for j and c = e^r - 1, corrected by what t
/// lost in rounding.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static unsafe class PowerTable<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    private static ReadOnlySpan<float> Powers =>
    [
        1f, 1.04427373f, 1.09050775f, 1.13878858f, 1.18920708f, 1.24185777f,
        1.29683959f, 1.35425556f, 1.41421354f, 1.47682619f, 1.54221082f, 1.61049032f,
        1.68179286f, 1.75625217f, 1.8340081f, 1.91520655f,
    ];

    // What the powers lost in rounding, relative to them.
    private static ReadOnlySpan<float> Losses =>
    [
        0f, 4.62854708e-08f, -1.19921571e-08f, 4.72978236e-08f, 3.19341809e-08f, 3.62105731e-08f,
        -3.09907208e-08f, -7.47521317e-09f, 1.71142713e-08f, -3.04768342e-08f, 5.23333425e-09f, 6.10759162e-09f,
        -1.47196054e-08f, -5.25879512e-09f, -6.12825982e-09f, 5.14060921e-09f,
    ];

    /// <summary>Splits x, of a size up to 1000, into sixteenths of powers of two and the correction c, which is NaN for NaN.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="sixteenths">Receives k + j / 16.</param>
    /// <param name="correction">Receives c.</param>
    /// <returns>The index: a number whose low bits hold k + j / 16 in sixteenths.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Split(V x, out V sixteenths, out V correction)
    {
        // Numbers from 2^19 to 2^20 lie a sixteenth apart.
        V magic = Lane<T, V, L>.Constant(786432);
        V index = L.MultiplyAdd(x, Lane<T, V, L>.Constant(1.4426950408889634), magic);
        sixteenths = L.Subtract(index, magic);
        V high = L.MultiplyAdd(sixteenths, Lane<T, V, L>.Constant(-0.6931471824645996), x);
        V r = L.MultiplyAdd(sixteenths, Lane<T, V, L>.Constant(1.904654299957e-9), high);

        // (e^r - 1) / r by its quadratic series, the middle term shifted so that the error is as large at the ends as between them:
        // 2^-29 of e^r. The low part of ln(2) counts for nothing here, and doing without it shortens the chain.
        V quotient = Lane<T, V, L>.Constant(0.16666666666666666);
        quotient = Lane<T, V, L>.Horner(quotient, high, 0.5000161957);
        quotient = Lane<T, V, L>.Horner(quotient, high, 1);
        correction = L.MultiplyAdd(r, quotient, LookUp(Losses, index));
        return index;
    }

    /// <summary>Computes <c>2^k t</c> from the index that <see cref="Split"/> gave, where that is a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V NormalPower(V index) => L.AddBits(LookUp(Powers, index), L.ShiftLeftBits(L.ShiftRightBits(index, 4), 23));

    /// <summary>Computes e^x between the bounds of <see cref="Exponential{T, V, L}"/>, subnormal results included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x)
    {
        V index = Split(x, out V sixteenths, out V correction);
        V mantissa = LookUp(Powers, index);
        return L.ScaleByPowerOfTwo(L.MultiplyAdd(mantissa, correction, mantissa), sixteenths);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LookUp(ReadOnlySpan<float> table, V index) =>
        L.LookUp((float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(table)), index);
}
