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
    // w = x (A + B x^2), A = 2 sqrt(2 / pi), B = 0.044715 A, each in two parts for float and double.
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
        V a = Lane<T, V, L>.Constant(A);
        V b = Lane<T, V, L>.Constant(B);
        V aRest = Lane<T, V, L>.Constant(-4.534068042105272e-08, -9.96930880911092e-17);
        V bRest = Lane<T, V, L>.Constant(2.3988323959931355e-09, -6.175149918155315e-19);

        // -|w| with twice the digits of the format, because its exponential magnifies what rounding would lose. Where t is at its
        // bound, the result has rounded to zero or to x.
        V t = L.Min(Lane<T, V, L>.Constant(12, 25), L.Abs(x));
        V square = L.Multiply(t, t);
        V squareRest = L.MultiplyAdd(t, t, L.Negate(square));
        V cubic = L.Multiply(b, square);
        V cubicRest = L.MultiplyAdd(b, square, L.Negate(cubic));
        cubicRest = L.Add(cubicRest, L.MultiplyAdd(b, squareRest, L.MultiplyAdd(bRest, square, aRest)));
        V factor = L.Add(a, cubic);
        V cubicPart = L.Subtract(factor, a);
        V factorRest = L.Add(L.Subtract(a, L.Subtract(factor, cubicPart)), L.Subtract(cubic, cubicPart));
        factorRest = L.Add(factorRest, cubicRest);
        V w = L.Negate(L.Multiply(t, factor));
        V wRest = L.NegateMultiplyAdd(t, factorRest, L.NegateMultiplyAdd(t, factor, L.Negate(w)));

        V r = Exponential<T, V, L>.Reduce(w, wRest, out V exponent, out V rRest);
        V bounded = L.Max(Lane<T, V, L>.Constant(-12, -25), x);
        V y = Gate<T, V, L>.Multiply(bounded, r, rRest, exponent);
        if (typeof(T) != typeof(float)) return Lane<T, V, L>.WithSignOf(y, x);

        // Near zero the roundings of the general way would add up to more than 2 ULP in float; there the factor of x is a minimax
        // polynomial (Remez exchange in 50 digits; error 2^-33.0).
        V q = Lane<T, V, L>.Constant(-0.0012010528070128207);
        q = Lane<T, V, L>.Horner(q, square, 0.010196521900525812);
        q = Lane<T, V, L>.Horner(q, square, -0.06681925295360472);
        q = Lane<T, V, L>.Horner(q, square, 0.39894227770351726);
        q = Lane<T, V, L>.Horner(q, x, 0.5);
        return L.Select(L.LessThan(t, Lane<T, V, L>.Constant(0.4)), L.Multiply(x, q), y);
    }
}
