using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The sum <c>left + scale * right</c>, with one rounding.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct ScaledSum<T>(T scale) : IBinaryMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool IsBrief => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.MultiplyAdd(L.Fill(scale), right, left);
}
