using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The parts that all functions built on e^x share: reduction to |r| of at most ln(2)/2, and polynomials there.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static class Exponential<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>Gets a bound below which e^x rounds to zero; it is inside the range of <see cref="Reduce(V, out V)"/>.</summary>
    public static V LowerBound
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Lane<T, V, L>.Constant(-104, -746);
    }

    /// <summary>Gets a bound below which x e^x rounds to zero; it is inside the range of <see cref="Reduce(V, out V)"/>.</summary>
    public static V FarLowerBound
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Lane<T, V, L>.Constant(-114.4, -820.6);
    }

    /// <summary>Gets a bound above which e^x overflows; it is inside the range of <see cref="Reduce(V, out V)"/>.</summary>
    public static V UpperBound
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Lane<T, V, L>.Constant(89, 710);
    }

    /// <summary>Limits x to the bounds of e^x; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Clamp(V x) => L.Max(LowerBound, L.Min(UpperBound, x));

    /// <summary>Splits <c>x = exponent * ln(2) + r</c> with a whole exponent. NaN gives NaN; the infinities must be clamped away.</summary>
    /// <remarks>ln(2) in two parts after Cody and Waite: the product of the first with any exponent that occurs is exact.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Reduce(V x, out V exponent)
    {
        V magic = Lane<T, V, L>.RoundingMagic;
        V rounded = L.MultiplyAdd(x, Lane<T, V, L>.Constant(1.4426950408889634), magic);
        exponent = L.Subtract(rounded, magic);
        V high = L.MultiplyAdd(exponent, Lane<T, V, L>.Constant(-0.693145751953125, -6.93147180369123816490e-01), x);
        return L.MultiplyAdd(exponent, Lane<T, V, L>.Constant(-1.42860682030941723e-6, -1.90821492927058770002e-10), high);
    }

    /// <summary>
    /// Splits <c>x + rest = exponent * ln(2) + r + rRest</c> with a whole exponent, for an argument with more digits than one number
    /// holds; rRest is what r lost in rounding.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Reduce(V x, V rest, out V exponent, out V rRest)
    {
        V magic = Lane<T, V, L>.RoundingMagic;
        exponent = L.Subtract(L.MultiplyAdd(x, Lane<T, V, L>.Constant(1.4426950408889634), magic), magic);
        V high = L.MultiplyAdd(exponent, Lane<T, V, L>.Constant(-0.693145751953125, -6.93147180369123816490e-01), x);
        V low = L.MultiplyAdd(exponent, Lane<T, V, L>.Constant(-1.42860682030941723e-6, -1.90821492927058770002e-10), rest);
        V r = L.Add(high, low);
        rRest = L.Add(L.Subtract(high, r), low);
        return r;
    }

    /// <summary>Computes 2^exponent * unit for a whole exponent, where the result is a normal number; unit is a power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V NormalPower(V exponent, V unit) =>
        L.AddBits(PowerOfTwo.ToExponent<T, V, L>(L.Add(exponent, Lane<T, V, L>.RoundingMagic)), unit);

    /// <summary>Computes e^x, subnormal results included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of(V x) => typeof(T) == typeof(float) ? EighthPowers<T, V, L>.Exp(x) : OfDouble(Clamp(x));

    /// <summary>Gets the factor that takes back what <see cref="LiftedOfDifference"/> multiplied by: 2^-64 or 1.</summary>
    public static T LoweringOfDifference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? (T)(object)(float)(1 / EighthPowers<T, V, L>.Lift) : (T)(object)1.0;
    }

    /// <summary>
    /// Computes a multiple of e^x of a rounded difference that is not positive, adding little to its error: times 2^64 in float, where nothing
    /// is lost if e^x itself is subnormal, and the loop over a row is shorter.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LiftedOfDifference(V x) =>
        typeof(T) == typeof(float) ? EighthPowers<T, V, L>.LiftedExp(x) : OfDouble(L.Max(LowerBound, x));

    /// <summary>Computes e^x between <see cref="LowerBound"/> and 43 with less rounding, for functions that round again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V CloseTo(V x) => typeof(T) == typeof(float) ? PowerTable<T, V, L>.CloseExp(x) : OfDouble(x);

    /// <summary>Gets the factor that takes back what <see cref="Lifted(V)"/> multiplied by: 2^-64 or 2^-54.</summary>
    public static V Lowering
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Lane<T, V, L>.Constant(1 / PowerTable<T, V, L>.Lift, 1 / 18014398509481984.0);
    }

    /// <summary>
    /// Computes a multiple of e^x, x at most 43, with little rounding, times 2^64 or 2^54: nothing is lost where e^x itself is subnormal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Lifted(V x) => typeof(T) == typeof(float) ? PowerTable<T, V, L>.LiftedExp(x) : LiftedDouble(x, L.Zero);

    /// <summary>Computes the same of <c>x + rest</c>, an argument with more digits than one number holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Lifted(V x, V rest) => typeof(T) == typeof(float) ? PowerTable<T, V, L>.LiftedExp(x, rest) : LiftedDouble(x, rest);

    /// <summary>Computes e^-|x|, for functions that round again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OfNegatedAbs(V x) => CloseTo(NegatedAbs(x, LowerBound));

    /// <summary>Computes -|x|, but no less than a bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V NegatedAbs(V x, V lowest) => L.Max(lowest, L.Or(x, Lane<T, V, L>.SignBit));

    /// <summary>Computes e^r for a reduced argument.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ReducedExp(V r)
    {
        V one = Lane<T, V, L>.One;
        return L.MultiplyAdd(L.MultiplyAdd(Quotient(r), r, one), r, one);
    }

    /// <summary>Computes e^r - 1 for a reduced argument.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ReducedExpm1(V r) => L.MultiplyAdd(L.Multiply(r, r), Quotient(r), r);

    /// <summary>Computes e^(r + rest) - 1 - r for a reduced argument and a rest far smaller.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V CurvedPart(V r, V rest) => L.MultiplyAdd(L.Multiply(r, r), Quotient(r), rest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfDouble(V x)
    {
        V r = Reduce(x, out V exponent);
        return L.ScaleByPowerOfTwo(ReducedExp(r), exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LiftedDouble(V x, V rest)
    {
        V e = ReducedExp(Reduce(x, rest, out V exponent, out V rRest));
        return L.ScaleByPowerOfTwo(L.MultiplyAdd(e, rRest, e), L.Add(exponent, Lane<T, V, L>.Constant(54)));
    }

    /// <summary>Approximates <c>(e^r - 1 - r) / r^2</c>.</summary>
    /// <remarks>
    /// Minimax polynomials (Remez exchange in 50 digits) for the error relative to e^r - 1: 2^-32.0 for float, 2^-55.6 for double.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Quotient(V r)
    {
        if (typeof(T) == typeof(float))
        {
            V q = Lane<T, V, L>.Constant(0.0001991441760565957);
            q = Lane<T, V, L>.Horner(q, r, 0.0013941167580961643);
            q = Lane<T, V, L>.Horner(q, r, 0.008333272651224516);
            q = Lane<T, V, L>.Horner(q, r, 0.04166635293320438);
            q = Lane<T, V, L>.Horner(q, r, 0.16666666818502235);
            return Lane<T, V, L>.Horner(q, r, 0.5);
        }

        // Two shorter chains: one long one would leave the multipliers waiting.
        V square = L.Multiply(r, r);
        V odd = Lane<T, V, L>.Constant(2.511466830025644e-08);
        odd = Lane<T, V, L>.Horner(odd, square, 2.755722739760157e-06);
        odd = Lane<T, V, L>.Horner(odd, square, 0.00019841269903572646);
        odd = Lane<T, V, L>.Horner(odd, square, 0.008333333333314387);
        odd = Lane<T, V, L>.Horner(odd, square, 0.16666666666666685);
        V even = Lane<T, V, L>.Constant(2.762654591871477e-07);
        even = Lane<T, V, L>.Horner(even, square, 2.4801503940008167e-05);
        even = Lane<T, V, L>.Horner(even, square, 0.0013888888932751685);
        even = Lane<T, V, L>.Horner(even, square, 0.04166666666657269);
        even = Lane<T, V, L>.Horner(even, square, 0.5000000000000006);
        return L.MultiplyAdd(odd, r, even);
    }
}
