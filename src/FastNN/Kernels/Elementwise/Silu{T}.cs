using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The sigmoid linear unit <c>x / (1 + e^-x)</c>, also called swish.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Silu<T> : IActivation<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Computes <c>s (1 + x (1 - s))</c>, s the logistic function of the input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V one = Lane<T, V, L>.One;
        V sigmoid = Sigmoid<T>.CloseTo<V, L>(x);
        V bounded = Exponential<T, V, L>.Clamp(x);
        return L.Multiply(sigmoid, L.MultiplyAdd(bounded, L.Subtract(one, sigmoid), one));
    }

    /// <summary>Computes the function; -inf gives -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // The lower bound keeps -inf from meeting a zero; the result has rounded to -0 there.
        V r = Exponential<T, V, L>.Reduce(Exponential<T, V, L>.NegatedAbs(x, Exponential<T, V, L>.FarLowerBound), L.Zero, out V exponent, out V rest);
        V bounded = L.Max(Exponential<T, V, L>.FarLowerBound, x);
        V y = Gate<T, V, L>.Multiply(bounded, r, rest, exponent);
        if (typeof(T) == typeof(double)) return y;

        // Near zero the correction is nearly as large as what it corrects, and its roundings would add up to more than 2 ULP in
        // float. There the factor of x is a minimax polynomial (Remez exchange in 50 digits; error 2^-29.3).
        V square = L.Multiply(x, x);
        V q = Lane<T, V, L>.Constant(1.6345287304553727e-05);
        q = Lane<T, V, L>.Horner(q, square, -0.0002061020913576174);
        q = Lane<T, V, L>.Horner(q, square, 0.0020813391849061973);
        q = Lane<T, V, L>.Horner(q, square, -0.020832985117050565);
        q = Lane<T, V, L>.Horner(q, square, 0.2499999829063905);
        q = Lane<T, V, L>.Horner(q, x, 0.5);
        return L.Select(L.LessThan(L.Abs(x), Lane<T, V, L>.Constant(1)), L.Multiply(x, q), y);
    }
}
