using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The exponential function.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Exp<T> : IMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool HasShortForm<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V> => typeof(T) == typeof(float) && !L.HasScaling;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryApply<V, L>(V x, out V result)
        where V : unmanaged
        where L : struct, ILanes<T, V> => EighthPowers<T, V, L>.TryExp(x, out result);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Computes e^x, subnormal results included; e^-inf is 0, e^inf is inf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Exponential<T, V, L>.Of(x);
}
