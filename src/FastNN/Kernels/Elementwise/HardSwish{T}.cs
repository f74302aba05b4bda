using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The piecewise quadratic swish <c>x min(max(x + 3, 0), 6) / 6</c>.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct HardSwish<T> : IActivation<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Gives 0 up to -3, 1 from 3, and <c>(2x + 3) / 6</c> between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V three = Lane<T, V, L>.Constant(3);
        V slope = L.MultiplyAdd(x, Lane<T, V, L>.Constant(1.0 / 3), Lane<T, V, L>.Constant(0.5));
        V low = L.LessThanOrEqual(x, L.Negate(three));
        V high = L.LessThanOrEqual(three, x);
        return L.Select(low, L.Zero, L.Select(high, Lane<T, V, L>.One, slope));
    }

    /// <summary>Computes the function; -inf gives -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // The lower bound gives the zero of the function and keeps -inf from meeting it.
        V three = Lane<T, V, L>.Constant(3);
        V bounded = L.Max(L.Negate(three), x);
        V steep = Lane<T, V, L>.Sixth(L.Add(bounded, three));
        V flat = L.MultiplyAdd(bounded, Lane<T, V, L>.Constant(1.0 / 6), Lane<T, V, L>.Constant(0.5));

        // Where x + 3 is exact the quotient keeps the digits of small results; elsewhere one rounding is saved.
        V gate = L.Select(L.LessThan(x, Lane<T, V, L>.Constant(-1.5)), steep, flat);
        return L.Multiply(bounded, L.Min(Lane<T, V, L>.One, gate));
    }
}
