using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The mish function <c>x tanh(ln(1 + e^x))</c>.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Mish<T> : IActivation<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>
    /// Computes <c>t + x s (1 - t^2)</c>, s the logistic function of the input and t the hyperbolic tangent in the function.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V one = Lane<T, V, L>.One;
        V two = Lane<T, V, L>.Constant(2);
        V negative = L.LessThan(x, L.Zero);
        V e = Exponential<T, V, L>.OfNegatedAbs(x);
        V onePlusTwo = L.MultiplyAdd(two, e, one);
        V negativeNumerator = L.Multiply(e, L.Add(two, e));
        V numerator = L.Select(negative, negativeNumerator, onePlusTwo);
        V denominator = L.Select(negative, L.Add(negativeNumerator, two), L.MultiplyAdd(L.Add(e, e), e, onePlusTwo));
        V t = L.Divide(numerator, denominator);
        V sigmoid = L.Divide(L.Select(negative, e, one), L.Add(one, e));
        V bounded = Exponential<T, V, L>.Clamp(x);
        return L.MultiplyAdd(L.Multiply(bounded, sigmoid), L.NegateMultiplyAdd(t, t, one), t);
    }

    /// <summary>Computes the function; -inf gives -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // With e = e^-|x| the hyperbolic tangent is 1 - 2e^2 / ((1 + e)^2 + e^2) for positive x and
        // e - e e (1 + e) / ((1 + e)^2 + 1) for negative x, where the power of two in the leading e is applied last.
        V one = Lane<T, V, L>.One;
        V negative = L.LessThan(x, L.Zero);
        V r = Exponential<T, V, L>.Reduce(Exponential<T, V, L>.NegatedAbs(x, Exponential<T, V, L>.FarLowerBound), L.Zero, out V exponent, out V rest);
        V curved = Exponential<T, V, L>.CurvedPart(r, rest);
        V e = L.ScaleByPowerOfTwo(L.Add(one, L.Add(r, curved)), exponent);
        V sum = L.Add(one, e);
        V numerator = L.Multiply(e, L.Select(negative, sum, L.Add(e, e)));
        V denominator = L.MultiplyAdd(sum, sum, L.Select(negative, one, L.Multiply(e, e)));
        V share = L.Divide(numerator, denominator);
        V bounded = L.Max(Exponential<T, V, L>.FarLowerBound, x);
        
        // x e^r and what it lost in rounding; the roundings left are those of small corrections, and the last one.
        V product = L.MultiplyAdd(bounded, r, L.Multiply(bounded, curved));
        V scaled = L.Add(bounded, product);
        V scaledRest = L.And(negative, L.Add(L.Subtract(bounded, scaled), product));
        V main = L.Select(negative, scaled, x);
        V y = L.Add(main, L.NegateMultiplyAdd(main, share, scaledRest));

        // Neither inf * 0 nor the sign of a sum of zeros may come in.
        y = L.Select(L.AreEqual(share, L.Zero), main, y);
        y = L.Select(negative, L.ScaleByPowerOfTwo(y, exponent), y);
        if (typeof(T) == typeof(float))
        {
            // Near zero the correction is nearly as large as what it corrects, and its roundings would add up to more than 2 ULP in
            // float. There the factor of x is a minimax polynomial (Remez exchange in 50 digits; error 2^-28.7).
            V q = Lane<T, V, L>.Constant(-0.0002604311223085548);
            q = Lane<T, V, L>.Horner(q, x, -0.001169078513056008);
            q = Lane<T, V, L>.Horner(q, x, 0.000852539485667435);
            q = Lane<T, V, L>.Horner(q, x, 0.007800191089693018);
            q = Lane<T, V, L>.Horner(q, x, -0.00037309394085886045);
            q = Lane<T, V, L>.Horner(q, x, -0.04586540479809313);
            q = Lane<T, V, L>.Horner(q, x, -0.01599999848150336);
            q = Lane<T, V, L>.Horner(q, x, 0.31999997697278404);
            q = Lane<T, V, L>.Horner(q, x, 0.6 - (double)0.6f);
            q = L.MultiplyAdd(x, Lane<T, V, L>.Constant(0.6f), L.Multiply(x, q));
            y = L.Select(L.LessThan(L.Abs(x), Lane<T, V, L>.Constant(0.5)), q, y);
        }

        return Lane<T, V, L>.WithSignOf(y, x);
    }
}
