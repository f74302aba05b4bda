using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The derivative of the Huber loss, scaled: the error limited to delta on both sides; its sign for delta 0.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct HuberGradient<T>(T delta, T scale) : IBinaryMap<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V prediction, V target)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V error = L.Subtract(prediction, target);
        V limited = delta == T.Zero
            ? L.Select(L.AreEqual(error, L.Zero), L.Zero, Lane<T, V, L>.WithSignOf(Lane<T, V, L>.One, error))
            : L.Min(L.Fill(delta), L.Max(L.Fill(-delta), error));
        return L.Multiply(L.Fill(scale), limited);
    }
}
