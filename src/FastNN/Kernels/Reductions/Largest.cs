using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Searches for the largest element.</summary>
internal readonly struct Largest : IExtremum
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Pick<T, V, L>(V left, V right)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Max(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V PickAcross<T, V, L>(V value)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Fill(L.MaxAcross(value));
}
