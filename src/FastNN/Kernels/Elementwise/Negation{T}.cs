using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The negative.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct Negation<T> : IMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool IsBrief => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Negate(x);
}
