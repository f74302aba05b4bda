using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The identity, for layers without an activation.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Identity<T> : IActivation<T>
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

    /// <summary>Gives 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V y)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Lane<T, V, L>.One;

    /// <summary>Returns the argument.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => x;
}
