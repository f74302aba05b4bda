using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The term of a sum of squares of numbers that are brought into the middle of the range first.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="factor">What every element is multiplied by; a power of two, so that this rounds nothing.</param>
internal readonly struct ScaledSquareTerm<T>(T factor) : ITerm<T>
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
        V scaled = L.Multiply(left, L.Fill(factor));
        return L.MultiplyAdd(scaled, scaled, sum);
    }
}
