using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The term of a sum of squared errors.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct SquaredErrorTerm<T> : ITerm<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool UsesRight => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V AddTo<V, L>(V sum, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V error = L.Subtract(left, right);
        return L.MultiplyAdd(error, error, sum);
    }
}
