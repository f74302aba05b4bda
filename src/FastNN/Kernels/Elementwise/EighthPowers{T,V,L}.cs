using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// e^x in float by a table of eighths of powers of two, which a 256-bit register holds: what is left of the argument is so small that three
/// terms of the series do.
/// </summary>
/// <remarks>
/// As <see cref="PowerTable{T, V, L}"/> does by sixteenths, which functions that round again need: a look-up costs registers of eight floats one
/// instruction here and five there, and the result 0.15 units in the last place.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static class EighthPowers<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>The factor of <see cref="LiftedExp"/>, 2^64.</summary>
    public const double Lift = 18446744073709551616.0;

    private const double Magic = 1572864;

    // The powers 2^(i / 8), and the factor that lifts them.
    private const float E0 = 1f, E1 = 1.09050775f, E2 = 1.18920708f, E3 = 1.29683959f;
    private const float E4 = 1.41421354f, E5 = 1.54221082f, E6 = 1.68179286f, E7 = 1.8340081f;
    private const float F = (float)Lift;

    /// <summary>Computes e^x to 1.18 units in the last place, subnormal results included; e^-inf is 0, e^inf is inf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x) => !L.HasScaling && TryExp(x, out V result) ? result : ScaledExp(x);

    /// <summary>
    /// Computes the same, with the same bits, unless some argument lies beyond 70 on either side: then the result is undefined, and false is
    /// returned.
    /// </summary>
    /// <remarks>
    /// The power is scaled before the series by adding to its exponent. From 2^-101 up nothing that matters is subnormal: where a product
    /// with the rest is, it is smaller than what the sum rounds away.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryExp(V x, out V result)
    {
        V rest = Reduce(x, out V index, out V eighths);
        V power = L.AddBits(L.LookUpEight<Powers>(index), Exponent(index));
        result = L.MultiplyAdd(L.Multiply(Refined(rest, eighths), power), Quotient(rest), power);
        return !L.Any(L.LessThan(Lane<T, V, L>.Constant(101), L.Abs(eighths)));
    }

    /// <summary>
    /// Computes <c>2^64 e^x</c> of a rounded difference that is not positive: nothing is lost where e^x itself is subnormal. ln(2) as one
    /// number costs the result |x| 2^-28 of itself, a sixteenth of what the difference may have lost.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LiftedExp(V x)
    {
        V rest = Reduce(L.Max(Exponential<T, V, L>.LowerBound, x), out V index, out V eighths);
        V entry = L.LookUpEight<LiftedPowers>(index);
        V power = L.HasScaling ? L.ScaleByPowerOfTwo(entry, eighths) : L.AddBits(entry, Exponent(index));
        return L.MultiplyAdd(L.Multiply(rest, power), Quotient(rest), power);
    }

    /// <summary>
    /// Computes the same of any argument, scaling after the series: one rounding more where the result is subnormal, none elsewhere.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaledExp(V x)
    {
        V rest = Reduce(Exponential<T, V, L>.Clamp(x), out V index, out V eighths);
        V power = L.LookUpEight<Powers>(index);
        return L.ScaleByPowerOfTwo(L.MultiplyAdd(L.Multiply(Refined(rest, eighths), power), Quotient(rest), power), eighths);
    }

    // What is left of the argument, and a number whose low bits hold x / ln(2) in eighths: those from 2^20 to 2^21 lie an eighth apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduce(V x, out V index, out V eighths)
    {
        V magic = Lane<T, V, L>.Constant(Magic);
        index = L.MultiplyAdd(x, Lane<T, V, L>.Constant(1.4426950408889634), magic);
        eighths = L.Subtract(index, magic);
        return L.MultiplyAdd(eighths, Lane<T, V, L>.Constant(-0.6931471824645996), x);
    }

    // The same with the low part of ln(2), which counts for nothing in the series.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Refined(V rest, V eighths) => L.MultiplyAdd(eighths, Lane<T, V, L>.Constant(1.904654299957e-9), rest);

    // The whole part of the eighths stands three bits up in the index.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Exponent(V index) => L.ShiftLeftBits(L.ShiftRightBits(index, 3), 23);

    // (e^r - 1) / r for |r| up to ln(2) / 16: the quadratic series, its middle term shifted so that the error is as large at the ends as
    // between them, 2^-25.3 of e^r.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Quotient(V r)
    {
        V quotient = Lane<T, V, L>.Constant(0.16666666666666666);
        quotient = Lane<T, V, L>.Horner(quotient, r, 0.50006478);
        return Lane<T, V, L>.Horner(quotient, r, 1);
    }

    private readonly struct Powers : IEightEntryTable
    {
        public static Vector256<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector256.Create(E0, E1, E2, E3, E4, E5, E6, E7);
        }

        public static Vector512<float> EntriesTwice
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(E0, E1, E2, E3, E4, E5, E6, E7, E0, E1, E2, E3, E4, E5, E6, E7);
        }
    }

    private readonly struct LiftedPowers : IEightEntryTable
    {
        public static Vector256<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector256.Create(F * E0, F * E1, F * E2, F * E3, F * E4, F * E5, F * E6, F * E7);
        }

        public static Vector512<float> EntriesTwice
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                F * E0, F * E1, F * E2, F * E3, F * E4, F * E5, F * E6, F * E7,
                F * E0, F * E1, F * E2, F * E3, F * E4, F * E5, F * E6, F * E7);
        }
    }
}
