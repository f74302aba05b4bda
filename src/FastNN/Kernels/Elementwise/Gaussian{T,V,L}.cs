using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The tail of the normal distribution in double, on which the error function and GELU stand; see <see cref="NormalTable{T, V, L}"/> for float.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static class Gaussian<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>Where the tail may begin to be used; below it the functions have series about zero.</summary>
    /// <remarks>From here on 1 / (t + 3) is below 1/4, where it is rounded finely enough not to disturb the tail.</remarks>
    public const double TailStart = 1;

    /// <summary>Gets a bound above which the tail rounds to zero.</summary>
    public const double TailEnd = 39;

    /// <summary>
    /// Splits <c>e^(-t^2 / 2)</c> into 2^exponent and e^(r + rest); the rounding of the square, which the exponential would
    /// magnify, is made good.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ReduceDensity(V t, out V exponent, out V rest)
    {
        V minusHalf = Lane<T, V, L>.Constant(-0.5);
        V square = L.Multiply(t, t);
        V squareRest = L.MultiplyAdd(t, t, L.Negate(square));
        return Exponential<T, V, L>.Reduce(L.Multiply(square, minusHalf), L.Multiply(squareRest, minusHalf), out exponent, out rest);
    }

    /// <summary>
    /// Computes <c>t e^(t^2 / 2) Phi(-t)</c> for t from 1 to <see cref="TailEnd"/>, Phi the distribution function of the normal
    /// distribution, and what the result lost in its last rounding.
    /// </summary>
    /// <remarks>
    /// A minimax polynomial (Remez exchange in 50 digits) in u = 1 / (t + 3) less a number in the middle of its range, where the
    /// coefficients do not cancel: relative error 2^-56.1. Its constant has two parts.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaledTail(V t, out V rest)
    {
        V one = Lane<T, V, L>.One;
        V three = Lane<T, V, L>.Constant(3);
        V middle = Lane<T, V, L>.Constant(0.140625);

        // The difference is exact, and one Newton step on it makes good the roundings of the sum and of the quotient.
        V v = L.Divide(one, L.Add(t, three));
        V defect = L.NegateMultiplyAdd(v, t, L.NegateMultiplyAdd(v, three, one));
        V u = L.MultiplyAdd(v, defect, L.Subtract(v, middle));

        V high = Lane<T, V, L>.Constant(0.37863161803589734);
        V low = Lane<T, V, L>.Constant(2.5324995048006012e-17);
        V part = L.MultiplyAdd(u, TailQuotient(u), low);
        V sum = L.Add(high, part);
        rest = L.Add(L.Subtract(high, sum), part);
        return sum;
    }

    /// <summary>Computes Phi(x) for |x| up to 1 as a sum of two parts, of which the result is much the larger.</summary>
    /// <remarks>
    /// <c>1/2 + x / sqrt(2 pi)</c>, whose slope has two parts to be exact, plus x^3 times a minimax polynomial in x^2 (Remez exchange in
    /// 50 digits): absolute error 2^-57.6.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Center(V x, out V rest)
    {
        V z = L.Multiply(x, x);
        V half = Lane<T, V, L>.Constant(0.5);
        V slope = Lane<T, V, L>.Constant(0.3989422804014327);
        V product = L.Multiply(x, slope);
        V line = L.Add(half, product);
        V lineRest = L.Add(L.Add(L.Subtract(half, line), product), L.MultiplyAdd(x, slope, L.Negate(product)));
        rest = Lane<T, V, L>.Constant(-8.952367235755177e-11);
        rest = Lane<T, V, L>.Horner(rest, z, 2.2236693922456477e-09);
        rest = Lane<T, V, L>.Horner(rest, z, -4.116649972485659e-08);
        rest = Lane<T, V, L>.Horner(rest, z, 6.659247796351728e-07);
        rest = Lane<T, V, L>.Horner(rest, z, -9.444635557332077e-06);
        rest = Lane<T, V, L>.Horner(rest, z, 0.0001154346816839573);
        rest = Lane<T, V, L>.Horner(rest, z, -0.001187328214490321);
        rest = Lane<T, V, L>.Horner(rest, z, 0.00997355700995108);
        rest = Lane<T, V, L>.Horner(rest, z, -0.06649038006690275);
        rest = Lane<T, V, L>.Horner(rest, z, -2.49232720227773e-17);
        rest = L.MultiplyAdd(x, rest, lineRest);
        return line;
    }

    /// <summary>Approximates what <see cref="ScaledTail"/> has beyond its constant, divided by u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TailQuotient(V u)
    {
        V square = L.Multiply(u, u);
        V odd = Lane<T, V, L>.Constant(236364012.42442986);
        odd = Lane<T, V, L>.Horner(odd, square, -645085.0125200336);
        odd = Lane<T, V, L>.Horner(odd, square, -4165870.181339662);
        odd = Lane<T, V, L>.Horner(odd, square, 682450.2100161021);
        odd = Lane<T, V, L>.Horner(odd, square, -77005.68643575195);
        odd = Lane<T, V, L>.Horner(odd, square, 8064.928866932545);
        odd = Lane<T, V, L>.Horner(odd, square, -975.378908739909);
        odd = Lane<T, V, L>.Horner(odd, square, 165.36455890783176);
        odd = Lane<T, V, L>.Horner(odd, square, -37.31190510030485);
        odd = Lane<T, V, L>.Horner(odd, square, -3.63899026073924);
        V even = Lane<T, V, L>.Constant(1780562666.465581);
        even = Lane<T, V, L>.Horner(even, square, -287638108.66719615);
        even = Lane<T, V, L>.Horner(even, square, 26352097.743268356);
        even = Lane<T, V, L>.Horner(even, square, -1586581.7847313734);
        even = Lane<T, V, L>.Horner(even, square, 36474.12814177731);
        even = Lane<T, V, L>.Horner(even, square, 6972.8239573956125);
        even = Lane<T, V, L>.Horner(even, square, -1571.8876945028771);
        even = Lane<T, V, L>.Horner(even, square, 226.67679420539864);
        even = Lane<T, V, L>.Horner(even, square, -14.465495351428972);
        even = Lane<T, V, L>.Horner(even, square, -15.814120145458089);
        even = Lane<T, V, L>.Horner(even, square, -0.4348937122707314);
        return L.MultiplyAdd(odd, u, even);
    }
}
