using System.Numerics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>What softmax and its relatives need of many rows: short ones are turned as long as they fill all lanes, others taken one by one.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static unsafe class SoftmaxRows<T, V, L>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>Writes the softmax of rows, and their largest elements and the sums of <c>e^(x - largest)</c>.</summary>
    /// <param name="x">The rows, without gaps.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="destination">Receives the softmax.</param>
    /// <param name="largest">Receives one element for each row.</param>
    /// <param name="sums">Receives one sum for each row.</param>
    public static void Normalize(T* x, nint rows, nint columns, T* destination, T* largest, T* sums)
    {
        nint turned = TurnedSoftmax<T, V, L>.CountToNormalize(rows, columns);
        if (turned > 0) TurnedSoftmax<T, V, L>.Normalize(x, turned, columns, destination, largest, sums);
        for (nint i = turned; i < rows; i++)
        {
            largest[i] = SoftmaxRow<T, V, L>.Normalize(x + (i * columns), columns, destination + (i * columns), out sums[i]);
        }
    }

    /// <summary>Writes the sums of <c>e^(x - shift)</c> of rows, and what each was shifted by.</summary>
    /// <param name="x">The rows, without gaps.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="shiftsFiniteOnly">Whether rows without a finite largest element are shifted by zero.</param>
    /// <param name="shifts">Receives the largest element of each row, or zero.</param>
    /// <param name="sums">Receives the sum of each row.</param>
    public static void SumExponentials(T* x, nint rows, nint columns, bool shiftsFiniteOnly, T* shifts, T* sums)
    {
        nint turned = TurnedRows<T, V, L>.Count(rows, columns);
        if (turned > 0) TurnedSoftmax<T, V, L>.SumExponentials(x, turned, columns, shiftsFiniteOnly, shifts, sums);
        for (nint i = turned; i < rows; i++)
        {
            T* row = x + (i * columns);
            T largest = SoftmaxRow<T, V, L>.Largest(row, columns);
            shifts[i] = T.IsFinite(largest) || !shiftsFiniteOnly ? largest : T.Zero;
            sums[i] = SoftmaxRow<T, V, L>.SumExponentials(row, columns, shifts[i]);
        }
    }
}
