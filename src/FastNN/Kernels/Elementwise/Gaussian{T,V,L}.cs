using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The tail of the normal distribution, on which the error function and GELU stand.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
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
    public static double TailEnd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 15 : 39;
    }

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
    /// coefficients do not cancel: relative error 2^-33.8 for float, 2^-56.1 for double. Its constant has two parts.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaledTail(V t, out V rest)
    {
        V one = Lane<T, V, L>.One;
        V three = Lane<T, V, L>.Constant(3);
        V middle = Lane<T, V, L>.Constant(0.15625, 0.140625);

        // The difference is exact, and one Newton step on it makes good the roundings of the sum and of the quotient.
        V v = L.Divide(one, L.Add(t, three));
        V defect = L.NegateMultiplyAdd(v, t, L.NegateMultiplyAdd(v, three, one));
        V u = L.MultiplyAdd(v, defect, L.Subtract(v, middle));

        V high = Lane<T, V, L>.Constant(0.37088543176651, 0.37863161803589734);
        V low = Lane<T, V, L>.Constant(-1.4381799435793071e-08, 2.5324995048006012e-17);
        V part = L.MultiplyAdd(u, TailQuotient(u), low);
        V sum = L.Add(high, part);
        rest = L.Add(L.Subtract(high, sum), part);
        return sum;
    }

    /// <summary>Computes Phi(x) for |x| up to 1 as a sum of two parts, of which the result is much the larger.</summary>
    /// <remarks>
    /// <c>1/2 + x / sqrt(2 pi)</c>, whose slope has two parts to be exact, plus x^3 times a minimax polynomial in x^2 (Remez exchange in
    /// 50 digits): absolute error 2^-32.4 for float, 2^-57.6 for double.
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
        if (typeof(T) == typeof(float))
        {
            rest = Lane<T, V, L>.Constant(-7.5972636705613235e-06);
            rest = Lane<T, V, L>.Horner(rest, z, 0.00011334367424327857);
            rest = Lane<T, V, L>.Horner(rest, z, -0.0011862065026216123);
            rest = Lane<T, V, L>.Horner(rest, z, 0.009973282190662514);
            rest = Lane<T, V, L>.Horner(rest, z, -0.06649035655350062);
            rest = Lane<T, V, L>.Horner(rest, z, -1.133517010526318e-08);
        }
        else
        {
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
        }

        rest = L.MultiplyAdd(x, rest, lineRest);
        return line;
    }

    /// <summary>Approximates what <see cref="ScaledTail"/> has beyond its constant, divided by u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TailQuotient(V u)
    {
        if (typeof(T) == typeof(float))
        {
            V q = Lane<T, V, L>.Constant(6593.012052738072);
            q = Lane<T, V, L>.Horner(q, u, -379.2843890440394);
            q = Lane<T, V, L>.Horner(q, u, -1089.8459237239126);
            q = Lane<T, V, L>.Horner(q, u, 95.45823244970633);
            q = Lane<T, V, L>.Horner(q, u, 183.01063028075512);
            q = Lane<T, V, L>.Horner(q, u, 1.9787510644230228);
            q = Lane<T, V, L>.Horner(q, u, -37.81022450685186);
            q = Lane<T, V, L>.Horner(q, u, -18.168389974545992);
            q = Lane<T, V, L>.Horner(q, u, -4.435333348029306);
            q = Lane<T, V, L>.Horner(q, u, -0.5607674671905079);
            return q;
        }

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
