using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The piecewise linear sigmoid <c>min(max(x + 3, 0), 6) / 6</c>.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct HardSigmoid<T> : IActivation<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => true;

    /// <inheritdoc/>
    public static bool HasBriefDerivative => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Gives 1/6 where the output is inside (0, 1), 0 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V y)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V inside = L.And(L.LessThan(L.Zero, y), L.LessThan(y, Lane<T, V, L>.One));
        return L.And(inside, Lane<T, V, L>.Constant(1.0 / 6));
    }

    /// <summary>Computes the function; -inf gives 0, inf gives 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V shifted = L.Add(x, Lane<T, V, L>.Constant(3));
        return Lane<T, V, L>.Sixth(Lane<T, V, L>.Clamp(shifted, 0, 6));
    }
}
