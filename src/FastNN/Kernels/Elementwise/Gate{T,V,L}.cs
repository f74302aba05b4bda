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
    /// Computes <c>x / (1 + e^-w)</c> for w of the same sign as x, given e^-|w| as <see cref="Exponential{T, V, L}.Lifted(V)"/> gives it. The
    /// result has the sign of x.
    /// </summary>
    /// <remarks>
    /// With e = e^-|w| it is x / (1 + e) for positive x and x e / (1 + e) for negative x. What the product, the sum and the quotient lost in
    /// rounding is made good. Far below zero e is subnormal while x e is not, which is why it comes lifted.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Multiply(V x, V lifted)
    {
        V one = Lane<T, V, L>.One;
        V lowering = Exponential<T, V, L>.Lowering;
        V sum = L.MultiplyAdd(lifted, lowering, one);
        V sumRest = L.MultiplyAdd(lifted, lowering, L.Subtract(one, sum));
        V inverse = L.Divide(one, sum);

        V negative = L.LessThan(x, L.Zero);
        V factor = L.Select(negative, lifted, one);
        V product = L.Multiply(x, factor);
        V excess = L.NegateMultiplyAdd(x, factor, product);
        V y = L.Multiply(product, inverse);
        V defect = L.Subtract(L.NegateMultiplyAdd(y, sum, product), L.MultiplyAdd(y, sumRest, excess));

        // Infinity less infinity must not come in, nor the sign of a sum of zeros.
        y = L.Select(L.AreEqual(y, Lane<T, V, L>.Infinity), y, L.MultiplyAdd(defect, inverse, y));
        return Lane<T, V, L>.WithSignOf(L.Multiply(y, L.Select(negative, lowering, one)), x);
    }
}
