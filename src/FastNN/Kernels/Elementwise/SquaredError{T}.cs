using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The squared error <c>(prediction - target)^2</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct SquaredError<T> : IBinaryMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool IsBrief => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V prediction, V target)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V error = L.Subtract(prediction, target);
        return L.Multiply(error, error);
    }
}
