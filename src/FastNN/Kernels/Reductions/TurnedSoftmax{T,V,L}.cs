using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// Softmax and its relatives of rows that are worth turning (<see cref="TurnedRows{T, V, L}"/>), to the bits of <see cref="SoftmaxRow{T, V, L}"/>.
/// </summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static unsafe class TurnedSoftmax<T, V, L>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>
    /// Gets how many rows, from the first one on, are worth turning for <see cref="Normalize"/>: a row that fits a register of few lanes is done
    /// in less time than it takes to turn it.
    /// </summary>
    public static nint CountToNormalize(nint rows, nint columns) =>
        L.Count < 8 && columns <= L.Count ? 0 : TurnedRows<T, V, L>.Count(rows, columns);

    /// <summary>Writes the softmax of rows, and their largest elements and the sums of <c>e^(x - largest)</c>.</summary>
    /// <param name="x">The rows, without gaps.</param>
    /// <param name="rows">The number of rows, a multiple of the lanes.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="destination">Receives the softmax; may be <paramref name="x"/>.</param>
    /// <param name="largest">Receives one element for each row unless null.</param>
    /// <param name="sums">Receives one sum for each row unless null.</param>
    [SkipLocalsInit]
    public static void Normalize(T* x, nint rows, nint columns, T* destination, T* largest, T* sums)
    {
        T* block = stackalloc T[TurnedRows<T, V, L>.BlockCount];
        for (nint row = 0; row < rows; row += L.Count)
        {
            TurnedRows<T, V, L>.Take(x + (row * columns), columns, block);
            V most = Largest(block, columns);
            StoreExponentials(block, columns, most);
            V sum = TurnedRows<T, V, L>.Sum(default(ElementTerm<T>), block, columns);
            SoftmaxRow<T, V, L>.Scale(block, columns * L.Count, L.Divide(Lane<T, V, L>.One, sum));
            TurnedRows<T, V, L>.Put(block, columns, destination + (row * columns));
            if (largest != null) L.Store(most, largest + row);
            if (sums != null) L.Store(L.Multiply(sum, L.Fill(SoftmaxRow<T, V, L>.Lowering)), sums + row);
        }
    }

    /// <summary>Writes what <see cref="SoftmaxRow{T, V, L}.SumExponentials"/> gives for each row, and what the row was shifted by.</summary>
    /// <param name="x">The rows, without gaps.</param>
    /// <param name="rows">The number of rows, a multiple of the lanes.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="shiftsFiniteOnly">Whether rows without a finite largest element are shifted by zero.</param>
    /// <param name="shifts">Receives the largest element of each row, or zero.</param>
    /// <param name="sums">Receives the sum of each row.</param>
    [SkipLocalsInit]
    public static void SumExponentials(T* x, nint rows, nint columns, bool shiftsFiniteOnly, T* shifts, T* sums)
    {
        T* block = stackalloc T[TurnedRows<T, V, L>.BlockCount];
        for (nint row = 0; row < rows; row += L.Count)
        {
            TurnedRows<T, V, L>.Take(x + (row * columns), columns, block);
            V shift = Largest(block, columns);
            if (shiftsFiniteOnly) shift = L.And(L.LessThan(L.Abs(shift), Lane<T, V, L>.Infinity), shift);
            StoreShiftedExponentials(block, columns, shift);
            L.Store(shift, shifts + row);
            L.Store(TurnedRows<T, V, L>.Sum(default(ElementTerm<T>), block, columns), sums + row);
        }
    }

    // Not defined with NaN in the row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Largest(T* block, nint columns)
    {
        V most = L.Load(block);
        for (nint i = L.Count; i < columns * L.Count; i += L.Count) most = L.Max(most, L.Load(block + i));
        return most;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void StoreExponentials(T* block, nint columns, V largest)
    {
        for (T* end = block + (columns * L.Count); block < end; block += L.Count)
        {
            L.Store(SoftmaxRow<T, V, L>.LiftedExp(L.Subtract(L.Load(block), largest)), block);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void StoreShiftedExponentials(T* block, nint columns, V shift)
    {
        for (T* end = block + (columns * L.Count); block < end; block += L.Count)
        {
            L.Store(Exp<T>.Of<V, L>(L.Subtract(L.Load(block), shift)), block);
        }
    }
}
