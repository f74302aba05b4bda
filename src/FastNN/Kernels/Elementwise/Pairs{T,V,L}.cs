using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The smaller and the larger of two numbers with NaN respected, and who of them a gradient belongs to.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static class Pairs<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>Takes the larger; NaN if either is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Max(V left, V right) => L.Select(L.AreEqual(left, left), L.Max(left, right), left);

    /// <summary>Takes the smaller; NaN if either is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Min(V left, V right) => L.Select(L.AreEqual(left, left), L.Min(left, right), left);

    /// <summary>Gives the whole gradient where the first is larger, half of it where both are equal, none elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ShareOfLarger(V gradient, V first, V second)
    {
        V half = L.Multiply(gradient, Lane<T, V, L>.Constant(0.5));
        return L.Select(L.LessThan(second, first), gradient, L.And(L.AreEqual(first, second), half));
    }
}
