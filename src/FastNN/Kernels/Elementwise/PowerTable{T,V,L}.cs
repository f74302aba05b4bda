using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// e^x in float by a table of sixteenths of powers of two, which a 512-bit register holds: what is left of the argument is so small
/// that three terms of the series do.
/// </summary>
/// <remarks>
/// P. T. P. Tang, "Table-driven implementation of the exponential function in IEEE floating-point arithmetic", 1989. With
/// <c>x = (k + j / 16) ln(2) + r</c> it is <c>e^x = 2^k t e^r</c>, t the table's entry for j.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static class PowerTable<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>The factor of <see cref="MultipleOfExp"/>.</summary>
    public const double Multiple = 1.4984331;

    private const double Magic = 786432;

    /// <summary>
    /// Computes e^x of an argument not below the lower bound of <see cref="Exponential{T, V, L}"/>, to 1.03 units in the last place, and to 1.66
    /// where the result or what is added to its power is subnormal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x)
    {
        // A power that is scaled before the series is known shortens the chain. It must not overflow before the result does: the largest
        // index is the last below 2^128, and the argument's rest above it is up to twice as large as elsewhere, or huge.
        V index = L.Min(Lane<T, V, L>.Constant(Magic + 127.9375), Index(x));
        V rest = Rest(index, x, out V sixteenths);
        V power = Scaled(L.LookUp<Powers>(index), index, sixteenths);
        return L.MultiplyAdd(L.Multiply(Refined(rest, sixteenths), power), WideQuotient(rest), power);
    }

    /// <summary>
    /// Computes e^x of a rounded difference that is not positive. ln(2) as one number costs the result |x| 2^-28 of itself, a sixteenth of what
    /// the difference may have lost.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpOfDifference(V x)
    {
        V index = Index(x);
        V rest = Rest(index, x, out V sixteenths);
        V power = Scaled(L.LookUp<Powers>(index), index, sixteenths);
        return L.MultiplyAdd(L.Multiply(rest, power), Quotient(rest), power);
    }

    /// <summary>
    /// Computes e^x between the bounds of <see cref="Exponential{T, V, L}"/> to 0.79 units in the last place (0.59 where the result is normal),
    /// for functions that round again: what the table lost in rounding is made good.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V CloseExp(V x)
    {
        V index = Index(x);
        V rest = Rest(index, x, out V sixteenths);
        V power = L.LookUp<Powers>(index);
        return L.ScaleByPowerOfTwo(L.MultiplyAdd(power, Correction(index, rest, sixteenths), power), sixteenths);
    }

    /// <summary>Computes <c>2^24 e^x</c> where that does not overflow, to 0.59 units in the last place where the result is normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LiftedExp(V x)
    {
        V index = Index(x);
        V power = LiftedParts(index, Rest(index, x, out V sixteenths), sixteenths, out V correction);
        return L.MultiplyAdd(power, correction, power);
    }

    /// <summary>Computes <c>2^24 e^(x + low)</c>, for an argument with more digits than one number holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LiftedExp(V x, V low)
    {
        V power = LiftedParts(x, low, out V correction);
        return L.MultiplyAdd(power, correction, power);
    }

    /// <summary>Computes the same as <c>power + power correction</c>, the correction being at most 0.023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LiftedParts(V x, V low, out V correction)
    {
        V index = Index(x);
        return LiftedParts(index, L.Add(Rest(index, x, out V sixteenths), low), sixteenths, out correction);
    }

    /// <summary>
    /// Computes <see cref="Multiple"/> e^x where that does not overflow, the factor being in the table: to 1.04 units in the last place, and
    /// to 1.56 where the result or what is added to its entry is subnormal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V MultipleOfExp(V x)
    {
        V index = Index(x);
        V rest = Rest(index, x, out V sixteenths);
        V power = Scaled(L.LookUp<Multiples>(index), index, sixteenths);
        return L.MultiplyAdd(L.Multiply(Refined(rest, sixteenths), power), Quotient(rest), power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LiftedParts(V index, V rest, V sixteenths, out V correction)
    {
        correction = Correction(index, rest, sixteenths);
        return L.ScaleByPowerOfTwo(L.LookUp<Powers>(index), L.Subtract(index, Lane<T, V, L>.Constant(Magic - 24)));
    }

    // A table's entry, from 1 to 3, times the power of two that is the whole part of the sixteenths and stands, four bits up, in the index. Where
    // that is not a single instruction, it is added to the exponent; as a rule no result is subnormal, and what those need is passed over: 64
    // more, which a product takes back and rounds. A NaN must not come this way, its bits would be added to.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Scaled(V entry, V index, V sixteenths)
    {
        if (L.HasScaling) return L.ScaleByPowerOfTwo(entry, sixteenths);
        V power = L.AddBits(entry, L.And(L.ShiftLeftBits(index, 19), L.FillBits(0xFF800000)));
        V rare = L.LessThan(sixteenths, Lane<T, V, L>.Constant(-126));
        if (!L.Any(rare)) return power;
        V more = L.And(rare, L.FillBits(64 << 23));
        return L.Multiply(L.AddBits(power, more), L.SubtractBits(Lane<T, V, L>.One, more));
    }

    // e^r - 1, and what the table lost.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Correction(V index, V rest, V sixteenths) =>
        L.MultiplyAdd(Refined(rest, sixteenths), Quotient(rest), L.LookUp<Losses>(index));

    // A number whose low bits hold x / ln(2) in sixteenths: those from 2^19 to 2^20 lie a sixteenth apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Index(V x) => L.MultiplyAdd(x, Lane<T, V, L>.Constant(1.4426950408889634), Lane<T, V, L>.Constant(Magic));

    // What is left of the argument, r, without the low part of ln(2): that counts for nothing in the series, and the chain is shorter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Rest(V index, V x, out V sixteenths)
    {
        sixteenths = L.Subtract(index, Lane<T, V, L>.Constant(Magic));
        return L.MultiplyAdd(sixteenths, Lane<T, V, L>.Constant(-0.6931471824645996), x);
    }

    // The same with the low part.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Refined(V rest, V sixteenths) => L.MultiplyAdd(sixteenths, Lane<T, V, L>.Constant(1.904654299957e-9), rest);

    // (e^r - 1) / r for |r| up to ln(2) / 32: the quadratic series, its middle term shifted so that the error is as large at the ends as
    // between them, 2^-29 of e^r.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Quotient(V r)
    {
        V quotient = Lane<T, V, L>.Constant(0.16666666666666666);
        quotient = Lane<T, V, L>.Horner(quotient, r, 0.5000161957);
        return Lane<T, V, L>.Horner(quotient, r, 1);
    }

    // The same from -ln(2) / 32 to ln(2) / 16 (Remez exchange), error 2^-27 of e^r.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V WideQuotient(V r)
    {
        V quotient = Lane<T, V, L>.Constant(0.16847868442);
        quotient = Lane<T, V, L>.Horner(quotient, r, 0.500013222423);
        return Lane<T, V, L>.Horner(quotient, r, 0.999999298352);
    }

    private readonly struct Powers : ILookUpTable
    {
        public static bool IsOneOfFew => true;

        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                1f, 1.04427373f, 1.09050775f, 1.13878858f, 1.18920708f, 1.24185777f, 1.29683959f, 1.35425556f,
                1.41421354f, 1.47682619f, 1.54221082f, 1.61049032f, 1.68179286f, 1.75625217f, 1.8340081f, 1.91520655f);
        }
    }

    // What the powers lost in rounding, relative to them.
    private readonly struct Losses : ILookUpTable
    {
        public static bool IsOneOfFew => true;

        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0f, 4.62854708e-08f, -1.19921571e-08f, 4.72978236e-08f, 3.19341809e-08f, 3.62105731e-08f, -3.09907208e-08f, -7.47521317e-09f,
                1.71142713e-08f, -3.04768342e-08f, 5.23333425e-09f, 6.10759162e-09f, -1.47196054e-08f, -5.25879512e-09f, -6.12825982e-09f,
                5.14060921e-09f);
        }
    }

    private readonly struct Multiples : ILookUpTable
    {
        public static bool IsOneOfFew => true;

        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                1.4984331f, 1.5647744f, 1.6340529f, 1.7063986f, 1.7819474f, 1.8608409f, 1.9432273f, 2.0292614f,
                2.1191044f, 2.2129252f, 2.3108997f, 2.413212f, 2.520054f, 2.6316264f, 2.7481384f, 2.869809f);
        }
    }
}
