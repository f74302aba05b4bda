using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Products of an argument with a logistic function, as in SiLU and the tanh form of GELU.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static class Gate<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>
    /// Computes <c>x / (1 + e^-w)</c> for w of the same sign as x, given <c>-|w| = exponent * ln(2) + r + rest</c>. The result
    /// has the sign of x.
    /// </summary>
    /// <remarks>
    /// With e = e^-|w| it is x (1 - e / (1 + e)) for positive x and x e (1 - e / (1 + e)) for negative x: a correction of what is nearly
    /// right, as in Sigmoid. Far below zero e is subnormal while x e is not, so its power of two is applied last.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Multiply(V x, V r, V rest, V exponent)
    {
        V one = Lane<T, V, L>.One;
        V negative = L.LessThan(x, L.Zero);
        V curved = Exponential<T, V, L>.CurvedPart(r, rest);
        V e = L.ScaleByPowerOfTwo(L.Add(one, L.Add(r, curved)), exponent);
        V share = L.Divide(e, L.Add(one, e));
        
        // x e^r and what it lost in rounding; the roundings left are those of small corrections, and the last one.
        V product = L.MultiplyAdd(x, r, L.Multiply(x, curved));
        V scaled = L.Add(x, product);
        V scaledRest = L.And(negative, L.Add(L.Subtract(x, scaled), product));
        V main = L.Select(negative, scaled, x);
        V y = L.Add(main, L.NegateMultiplyAdd(main, share, scaledRest));

        // Neither inf * 0 nor the sign of a sum of zeros may come in.
        y = L.Select(L.AreEqual(share, L.Zero), main, y);
        return Lane<T, V, L>.WithSignOf(L.Select(negative, L.ScaleByPowerOfTwo(y, exponent), y), x);
    }
}
