using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The quotient <c>left / right</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct Quotient<T> : IBinaryMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Divide(left, right);
}
