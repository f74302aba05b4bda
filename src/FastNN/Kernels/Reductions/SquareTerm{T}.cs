using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The term of a sum of squares.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct SquareTerm<T> : ITerm<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool UsesRight => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V AddTo<V, L>(V sum, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.MultiplyAdd(left, left, sum);
}
