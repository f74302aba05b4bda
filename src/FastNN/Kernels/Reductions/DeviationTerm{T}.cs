using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The term of a sum of squared deviations from a center.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct DeviationTerm<T>(T center) : ITerm<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool UsesRight => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V AddTo<V, L>(V sum, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V deviation = L.Subtract(left, L.Fill(center));
        return L.MultiplyAdd(deviation, deviation, sum);
    }
}
