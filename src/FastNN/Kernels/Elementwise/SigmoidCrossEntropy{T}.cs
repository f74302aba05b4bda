using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The binary cross-entropy of a logit z and a target t: <c>max(z, 0) - z t + ln(1 + e^-|z|)</c>.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct SigmoidCrossEntropy<T> : IBinaryMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V logit, V target)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V rest = Logarithm<T, V, L>.Log1pOfUnit(Exponential<T, V, L>.OfNegatedAbs(logit));

        // For z > 0 the two terms in z are z (1 - t), which is exactly zero for the target 1, and cancels nowhere.
        V weight = L.Select(L.LessThan(L.Zero, logit), L.Subtract(Lane<T, V, L>.One, target), L.Negate(target));
        return L.MultiplyAdd(logit, weight, rest);
    }
}
