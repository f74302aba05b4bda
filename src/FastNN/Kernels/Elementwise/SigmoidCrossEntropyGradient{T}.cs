using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The derivative of the binary cross-entropy by its logit, scaled: <c>(sigmoid(z) - t) * scale</c>.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct SigmoidCrossEntropyGradient<T>(T scale) : IBinaryMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V logit, V target)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Multiply(L.Fill(scale), L.Subtract(Sigmoid<T>.Of<V, L>(logit), target));
}
