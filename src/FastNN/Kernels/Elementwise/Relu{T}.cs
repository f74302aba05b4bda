using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The rectifier <c>max(x, 0)</c>.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Relu<T> : IActivation<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => true;

    /// <inheritdoc/>
    public static bool IsBrief => true;

    /// <inheritdoc/>
    public static bool HasBriefDerivative => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Gives 1 where the output is positive, 0 elsewhere, NaN included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V y)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.And(L.LessThan(L.Zero, y), Lane<T, V, L>.One);

    /// <summary>Computes the function; NaN stays NaN, and a zero keeps an unspecified sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Max(L.Zero, x);
}
