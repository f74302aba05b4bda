using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The square root; negative numbers give NaN, -0 stays -0.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct SquareRoot<T> : IMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Sqrt(x);
}
