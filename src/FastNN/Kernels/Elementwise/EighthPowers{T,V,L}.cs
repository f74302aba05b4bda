using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// e^x in float by a table of eighths of powers of two, which a 256-bit register holds: what is left of the argument is so small that three
/// terms of the series do.
/// </summary>
/// <remarks>
/// As <see cref="PowerTable{T, V, L}"/> does by sixteenths, which functions that round again need: with AVX2 alone a look-up is one
/// instruction here and four there; the result pays with 0.15 units in the last place.
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
    public const double Lift = PowerTable<T, V, L>.Lift;

    private const double Magic = 1572864;

    // For |r| up to ln(2) / 16, the error is 2^-25.3 of e^r then.
    private const double Middle = 0.50006478;

    // The powers 2^(i / 8), and the factor that lifts them.
    private const float E0 = 1f, E1 = 1.09050775f, E2 = 1.18920708f, E3 = 1.29683959f;
    private const float E4 = 1.41421354f, E5 = 1.54221082f, E6 = 1.68179286f, E7 = 1.8340081f;
    private const float F = (float)Lift;

    /// <summary>Computes e^x to 1.18 units in the last place, subnormal results included; e^-inf is 0, e^inf is inf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x) => !L.HasScaling && TryExp(x, out V result) ? result : ScaledExp(x);

    /// <summary>Computes the same by scaling after the series: one rounding more where the result is subnormal, none elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaledExp(V x)
    {
        V bounded = Exponential<T, V, L>.Clamp(x);
        V index = Index(bounded);
        V rest = Rest(index, bounded, out V eighths);
        V power = L.LookUpEight<Powers>(index);
        return L.ScaleByPowerOfTwo(TimesExp(power, PowerTable<T, V, L>.Refined(rest, eighths), rest), eighths);
    }

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
        V index = Index(x);
        V rest = Rest(index, x, out V eighths);
        V power = L.AddBits(L.LookUpEight<Powers>(index), Exponent(index));
        result = TimesExp(power, PowerTable<T, V, L>.Refined(rest, eighths), rest);
        return !L.Any(L.LessThan(Lane<T, V, L>.Constant(101), L.Abs(eighths)));
    }

    /// <summary>
    /// Computes <c>2^64 e^x</c> of a rounded difference that is not positive: nothing is lost where e^x itself is subnormal. ln(2) as one
    /// number costs the result |x| 2^-28 of itself, a sixteenth of what the difference may have lost.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LiftedExp(V x)
    {
        V bounded = L.Max(Exponential<T, V, L>.LowerBound, x);
        V index = Index(bounded);
        V rest = Rest(index, bounded, out V eighths);
        V entry = L.LookUpEight<LiftedPowers>(index);
        V power = L.HasScaling ? L.ScaleByPowerOfTwo(entry, eighths) : L.AddBits(entry, Exponent(index));
        return TimesExp(power, rest, rest);
    }

    // A number whose low bits hold x / ln(2) in eighths: those from 2^20 to 2^21 lie an eighth apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Index(V x) => PowerTable<T, V, L>.Index(x, Magic);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Rest(V index, V x, out V eighths) => PowerTable<T, V, L>.Rest(index, Magic, x, out eighths);

    // power e^r, r given as exactly as it goes and roughly.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TimesExp(V power, V refined, V rest) =>
        L.MultiplyAdd(L.Multiply(refined, power), PowerTable<T, V, L>.Quotient(rest, Middle), power);

    // The whole part of the eighths stands three bits up in the index.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Exponent(V index) => L.ShiftLeftBits(L.ShiftRightBits(index, 3), 23);

    internal readonly struct Powers : IEightEntryTable
    {
        public static Vector256<float> Eight
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector256.Create(E0, E1, E2, E3, E4, E5, E6, E7);
        }

        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(E0, E1, E2, E3, E4, E5, E6, E7, E0, E1, E2, E3, E4, E5, E6, E7);
        }
    }

    internal readonly struct LiftedPowers : IEightEntryTable
    {
        public static Vector256<float> Eight
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector256.Create(F * E0, F * E1, F * E2, F * E3, F * E4, F * E5, F * E6, F * E7);
        }

        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                F * E0, F * E1, F * E2, F * E3, F * E4, F * E5, F * E6, F * E7,
                F * E0, F * E1, F * E2, F * E3, F * E4, F * E5, F * E6, F * E7);
        }
    }
}
