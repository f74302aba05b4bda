using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The term of a plain sum.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct ElementTerm<T> : ITerm<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool UsesRight => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V AddTo<V, L>(V sum, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Add(sum, left);
}
