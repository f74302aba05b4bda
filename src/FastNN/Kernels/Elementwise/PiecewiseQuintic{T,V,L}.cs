using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Polynomials of the fifth degree in float, one for each of sixteen intervals.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static class PiecewiseQuintic<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>Computes <c>(p(distance) - p(0)) / distance</c>.</summary>
    /// <typeparam name="T1">The coefficients of the first power.</typeparam>
    /// <typeparam name="T2">Those of the second.</typeparam>
    /// <typeparam name="T3">Those of the third.</typeparam>
    /// <typeparam name="T4">Those of the fourth.</typeparam>
    /// <typeparam name="T5">Those of the fifth.</typeparam>
    /// <param name="index">The interval in the lowest four bits.</param>
    /// <param name="distance">The argument's distance from what the polynomial is about.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Slope<T1, T2, T3, T4, T5>(V index, V distance)
        where T1 : struct, ILookUpTable
        where T2 : struct, ILookUpTable
        where T3 : struct, ILookUpTable
        where T4 : struct, ILookUpTable
        where T5 : struct, ILookUpTable
    {
        V sum = L.MultiplyAdd(L.LookUp<T5>(index), distance, L.LookUp<T4>(index));
        sum = L.MultiplyAdd(sum, distance, L.LookUp<T3>(index));
        sum = L.MultiplyAdd(sum, distance, L.LookUp<T2>(index));
        return L.MultiplyAdd(sum, distance, L.LookUp<T1>(index));
    }
}
