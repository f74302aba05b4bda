using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The Huber loss of an error, <c>e² / 2</c> up to delta and <c>delta (|e| - delta / 2)</c> beyond; <c>|e|</c> for delta 0.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Huber<T>(T delta) : IBinaryMap<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V prediction, V target)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V size = L.Abs(L.Subtract(prediction, target)), bound = L.Fill(delta), half = Lane<T, V, L>.Constant(0.5);
        if (delta == T.Zero) return size;

        // With s = min(|e|, delta) both pieces are s (|e| - s / 2). NaN stays in |e|.
        V square = L.Min(bound, size);
        return L.Multiply(square, L.NegateMultiplyAdd(half, square, size));
    }
}
