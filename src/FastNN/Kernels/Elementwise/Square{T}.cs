using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The square.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct Square<T> : IMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool IsBrief => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Multiply(x, x);
}
