using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The difference <c>scale * (left - right)</c>; with twice the loss's weight it is the gradient of the squared error.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct ScaledDifference<T>(T scale) : IBinaryMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool IsBrief => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Multiply(L.Fill(scale), L.Subtract(left, right));
}
