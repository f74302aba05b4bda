using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The approximation of GELU by a hyperbolic tangent, <c>x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2</c>, which is
/// <c>x / (1 + e^-w)</c> with w twice the argument of the tangent.
/// </summary>
/// <remarks>D. Hendrycks, K. Gimpel, "Gaussian error linear units", 2016.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct GeluTanh<T> : IActivation<T>
    where T : unmanaged
{
    // w = x (A + B x^2), A = 2 sqrt(2 / pi), B = 0.044715 A.
    private const double A = 1.5957691216057308;
    private const double B = 0.07135481627260025;

    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Computes <c>s + x s (1 - s) (A + 3 B x^2)</c> from the input, s the logistic function of w.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // Beyond the bound s is 0 or 1 to the last digit.
        V one = Lane<T, V, L>.One;
        V bounded = Lane<T, V, L>.Clamp(x, -25, 25);
        V square = L.Multiply(bounded, bounded);
        V w = L.Multiply(bounded, Lane<T, V, L>.Horner(Lane<T, V, L>.Constant(B), square, A));
        V slope = Lane<T, V, L>.Horner(Lane<T, V, L>.Constant(3 * B), square, A);
        V sigmoid = Sigmoid<T>.CloseTo<V, L>(w);
        V variance = L.Multiply(sigmoid, L.Subtract(one, sigmoid));
        return L.MultiplyAdd(L.Multiply(bounded, variance), slope, sigmoid);
    }

    /// <summary>Computes the function; -inf gives -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // -|w| = t (a + b t^2) with twice the digits of the format, because its exponential magnifies what rounding would lose. The digits of a
        // end where those of the largest sum do, so that what a sum lost in rounding is found in one step; its rest, and that of b, come
        // after. Where t is at its bound, the result has rounded to zero or to x.
        V a = Lane<T, V, L>.Constant(-1.5957689285278320, -1.5957691216057341);
        V b = Lane<T, V, L>.Constant(-B);
        V aRest = Lane<T, V, L>.Constant(-1.9307789868050978e-07, 3.430362161966579e-15);
        V bRest = Lane<T, V, L>.Constant(-2.3988323959931355e-09, 6.175149918155315e-19);
        V t = L.Min(Lane<T, V, L>.Constant(11, 25), L.Abs(x));
        V square = L.Multiply(t, t);
        V excess = L.NegateMultiplyAdd(t, t, square);
        V factor = L.MultiplyAdd(b, square, a);
        V factorRest = L.MultiplyAdd(b, square, L.Subtract(a, factor));
        factorRest = L.Add(factorRest, L.NegateMultiplyAdd(b, excess, L.MultiplyAdd(bRest, square, aRest)));
        V w = L.Multiply(t, factor);
        V rest = L.Subtract(L.Multiply(t, factorRest), L.NegateMultiplyAdd(t, factor, w));
        return Gate<T, V, L>.Multiply(L.Max(Lane<T, V, L>.Constant(-11, -25), x), Exponential<T, V, L>.Lifted(w, rest));
    }
}
