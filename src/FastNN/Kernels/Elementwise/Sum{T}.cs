using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The sum <c>left + right</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct Sum<T> : IBinaryMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool IsBrief => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Add(left, right);
}
