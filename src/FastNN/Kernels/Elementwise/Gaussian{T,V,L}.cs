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
    /// Splits <c>e^(-t^2 / 2)</c> into 2^exponent and e^r; the rounding of the square, which the exponential would magnify, is made
    /// good.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ReduceDensity(V t, out V exponent)
    {
        V minusHalf = Lane<T, V, L>.Constant(-0.5);
        V square = L.Multiply(t, t);
        V rest = L.MultiplyAdd(t, t, L.Negate(square));
        V r = Exponential<T, V, L>.Reduce(L.Multiply(square, minusHalf), out exponent);
        return L.MultiplyAdd(rest, minusHalf, r);
    }

    /// <summary>
    /// Computes <c>t e^(t^2 / 2) Phi(-t)</c> for t from 1 to <see cref="TailEnd"/>, Phi the distribution function of the normal
    /// distribution, and what the result lost in its last rounding.
    /// </summary>
    /// <remarks>
    /// The limit 1 / sqrt(2 pi) plus v times a polynomial in v = 1 / (t + 3), about the middle of its range, where its coefficients do
    /// not cancel. Minimax (Remez exchange in 50 digits): relative error 2^-31.4 for float, 2^-57.9 for double.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaledTail(V t, out V rest)
    {
        // One Newton step makes good the roundings of the sum and of the quotient.
        V one = Lane<T, V, L>.One;
        V three = Lane<T, V, L>.Constant(3);
        V v = L.Divide(one, L.Add(t, three));
        V defect = L.NegateMultiplyAdd(v, t, L.NegateMultiplyAdd(v, three, one));
        v = L.MultiplyAdd(v, defect, v);

        V limit = Lane<T, V, L>.Constant(0.3989422804014327);
        V part = L.Multiply(v, LimitQuotient(v));
        V sum = L.Add(limit, part);
        rest = L.Add(L.Subtract(limit, sum), part);
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
        V line = L.MultiplyAdd(x, slope, half);
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

        rest = L.MultiplyAdd(x, rest, L.MultiplyAdd(x, slope, L.Subtract(half, line)));
        return line;
    }

    /// <summary>Approximates what <see cref="ScaledTail"/> has beyond its limit as rounded to the element type, divided by v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LimitQuotient(V v)
    {
        if (typeof(T) == typeof(float))
        {
            V x = L.Subtract(v, Lane<T, V, L>.Constant(0.15625));
            V q = Lane<T, V, L>.Constant(5826.87695081574);
            q = Lane<T, V, L>.Horner(q, x, -1310.4960018358604);
            q = Lane<T, V, L>.Horner(q, x, -867.1946345560078);
            q = Lane<T, V, L>.Horner(q, x, 231.34003666107898);
            q = Lane<T, V, L>.Horner(q, x, 146.7172676070854);
            q = Lane<T, V, L>.Horner(q, x, -20.948121180007117);
            q = Lane<T, V, L>.Horner(q, x, -34.536590311033734);
            q = Lane<T, V, L>.Horner(q, x, -12.77204277308483);
            q = Lane<T, V, L>.Horner(q, x, -2.4397022387292777);
            q = Lane<T, V, L>.Horner(q, x, -0.1795639951665884);
            return q;
        }

        V u = L.Subtract(v, Lane<T, V, L>.Constant(0.140625));
        V square = L.Multiply(u, u);
        V odd = Lane<T, V, L>.Constant(-4396064912.560535);
        odd = Lane<T, V, L>.Horner(odd, square, 243571834.49992004);
        odd = Lane<T, V, L>.Horner(odd, square, 32934475.030772697);
        odd = Lane<T, V, L>.Horner(odd, square, -6995455.135456142);
        odd = Lane<T, V, L>.Horner(odd, square, 764521.5980589584);
        odd = Lane<T, V, L>.Horner(odd, square, -66995.06919887722);
        odd = Lane<T, V, L>.Horner(odd, square, 5759.414803812343);
        odd = Lane<T, V, L>.Horner(odd, square, -640.4371777912944);
        odd = Lane<T, V, L>.Horner(odd, square, 120.82323868260784);
        odd = Lane<T, V, L>.Horner(odd, square, -32.888368074254515);
        odd = Lane<T, V, L>.Horner(odd, square, -2.0655099409717144);
        V even = Lane<T, V, L>.Constant(2108638301.92765);
        even = Lane<T, V, L>.Horner(even, square, -303465260.49488455);
        even = Lane<T, V, L>.Horner(even, square, 21220152.508584574);
        even = Lane<T, V, L>.Horner(even, square, -595253.2813646332);
        even = Lane<T, V, L>.Horner(even, square, -71107.13997118261);
        even = Lane<T, V, L>.Horner(even, square, 16394.41658337123);
        even = Lane<T, V, L>.Horner(even, square, -2381.8068989641);
        even = Lane<T, V, L>.Horner(even, square, 316.73827559687686);
        even = Lane<T, V, L>.Horner(even, square, -31.456263295059287);
        even = Lane<T, V, L>.Horner(even, square, -11.189193385013938);
        even = Lane<T, V, L>.Horner(even, square, -0.14443137682158438);
        return L.MultiplyAdd(odd, u, even);
    }
}
