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
    /// <summary>The factor of <see cref="LiftedExp(V)"/>, 2^64: by it no power is subnormal where a result is not zero.</summary>
    public const double Lift = 18446744073709551616.0;

    /// <summary>The factor of <see cref="MultipleOfExp"/>, some 1.5 times 2^64.</summary>
    public const double Multiple = 1.4984331 * Lift;

    private const double Magic = 786432;

    // For |r| up to ln(2) / 32, the error is 2^-29 of e^r then.
    private const double Middle = 0.5000161957;

    /// <summary>
    /// Computes e^x between the lower bound of <see cref="Exponential{T, V, L}"/> and 43, to 0.79 units in the last place (0.59 where the result
    /// is normal), for functions that round again: what the table lost in rounding is made good.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V CloseExp(V x) => L.Multiply(LiftedExp(x), Lane<T, V, L>.Constant(1 / Lift));

    /// <summary>Computes <c>2^64 e^x</c> between -114.4 and 43, to 0.59 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LiftedExp(V x)
    {
        V index = Index(x, Magic);
        V rest = Rest(index, Magic, x, out V sixteenths);
        V power = LiftedParts(index, rest, sixteenths, out V correction);
        return L.MultiplyAdd(power, correction, power);
    }

    /// <summary>Computes <c>2^64 e^(x + low)</c>, for an argument with more digits than one number holds.</summary>
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
        V index = Index(x, Magic);
        V rest = Rest(index, Magic, x, out V sixteenths);
        return LiftedParts(index, L.Add(rest, low), sixteenths, out correction);
    }

    /// <summary>
    /// Computes <see cref="Multiple"/> e^x between -114.4 and 43, the factor being in the table, to 1.04 units in the last place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V MultipleOfExp(V x)
    {
        V index = Index(x, Magic);
        V rest = Rest(index, Magic, x, out V sixteenths);
        V power = Scaled(L.LookUp<Multiples>(index), index, sixteenths);
        return L.MultiplyAdd(L.Multiply(Refined(rest, sixteenths), power), Quotient(rest, Middle), power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LiftedParts(V index, V rest, V sixteenths, out V correction)
    {
        correction = Correction(index, rest, sixteenths);
        return Scaled(L.LookUp<Powers>(index), index, sixteenths);
    }

    // A table's entry times the power of two that is the whole part of the sixteenths and stands, four bits up, in the index. Where that is not
    // a single instruction, it is added to the exponent: entries are large enough that nothing becomes subnormal.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Scaled(V entry, V index, V sixteenths) => L.HasScaling
        ? L.ScaleByPowerOfTwo(entry, sixteenths)
        : L.AddBits(entry, L.ShiftLeftBits(L.ShiftRightBits(index, 4), 23));

    // e^r - 1, and what the table lost.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Correction(V index, V rest, V sixteenths) =>
        L.MultiplyAdd(Refined(rest, sixteenths), Quotient(rest, Middle), L.LookUp<Losses>(index));

    /// <summary>Computes a number whose low bits count x / ln(2) in steps.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="magic">A number whose neighbours lie a step apart, such as one from 2^19 to 2^20 for steps of a sixteenth.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Index(V x, double magic) => L.MultiplyAdd(x, Lane<T, V, L>.Constant(1.4426950408889634), Lane<T, V, L>.Constant(magic));

    /// <summary>
    /// Computes what is left of the argument, r, without the low part of ln(2): that counts for nothing in the series, and the chain is shorter.
    /// </summary>
    /// <param name="index">The number that <see cref="Index"/> gave.</param>
    /// <param name="magic">What it was given.</param>
    /// <param name="x">The argument.</param>
    /// <param name="steps">Receives the multiple of ln(2) that is nearest to the argument.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Rest(V index, double magic, V x, out V steps)
    {
        steps = L.Subtract(index, Lane<T, V, L>.Constant(magic));
        return L.MultiplyAdd(steps, Lane<T, V, L>.Constant(-0.6931471824645996), x);
    }

    /// <summary>Computes the same r with the low part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Refined(V rest, V steps) => L.MultiplyAdd(steps, Lane<T, V, L>.Constant(1.904654299957e-9), rest);

    /// <summary>
    /// Approximates <c>(e^r - 1) / r</c> by the quadratic series, its middle term shifted so that the error is as large at the ends of an interval
    /// as between them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Quotient(V r, double middle)
    {
        V quotient = Lane<T, V, L>.Constant(0.16666666666666666);
        quotient = Lane<T, V, L>.Horner(quotient, r, middle);
        return Lane<T, V, L>.Horner(quotient, r, 1);
    }

    // The powers times 2^64.
    private readonly struct Powers : ILookUpTable
    {
        public static bool IsOneOfFew => true;

        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                1.8446744e19f, 1.926345e19f, 2.0116317e19f, 2.1006942e19f, 2.1936999e19f, 2.2908232e19f, 2.3922468e19f, 2.4981606e19f,
                2.6087635e19f, 2.7242635e19f, 2.8448768e19f, 2.9708303e19f, 3.1023602e19f, 3.2397134e19f, 3.3831478e19f, 3.5329325e19f);
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

    // The powers times Multiple.
    private readonly struct Multiples : ILookUpTable
    {
        public static bool IsOneOfFew => true;

        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                2.7641212e19f, 2.8864993e19f, 3.0142955e19f, 3.1477498e19f, 3.2871127e19f, 3.4326456e19f, 3.5846217e19f, 3.7433265e19f,
                3.9090576e19f, 4.0821265e19f, 4.2628576e19f, 4.4515905e19f, 4.6486793e19f, 4.854494e19f, 5.0694206e19f, 5.293863e19f);
        }
    }
}
