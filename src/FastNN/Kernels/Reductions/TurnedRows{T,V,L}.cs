using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// Short rows turned on their side, one in each lane: the registers are full however short the rows, and what belongs to one row, such as its
/// largest element or its sum, is found without looking across lanes.
/// </summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static unsafe class TurnedRows<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>The elements of a block: room for the longest rows that are turned, and for as many as sixteen lanes.</summary>
    public const int BlockCount = MostRegisters * 16 * 16;

    // Longer rows lose less by a last register that is not full and by looking across lanes than they would by being turned to and fro.
    private const int MostRegisters = 3;

    /// <summary>Gets how many of a matrix's rows, from the first one on, are worth turning: as many as fill all lanes.</summary>
    public static nint Count(nint rows, nint columns) =>
        L.Count == 1 || columns == 0 || columns > MostRegisters * L.Count ? 0 : rows - (rows % L.Count);

    /// <summary>Fills a block: the elements of each column side by side, a register for each.</summary>
    /// <param name="x">As many rows as there are lanes, without gaps.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="block">Receives the columns.</param>
    public static void Take(T* x, nint columns, T* block) => Transposition.Rectangle<T, V, L>(x, columns, L.Count, columns, block, L.Count);

    /// <summary>Writes a block back as rows.</summary>
    /// <param name="block">The columns.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="destination">Receives the rows, without gaps.</param>
    public static void Put(T* block, nint columns, T* destination) =>
        Transposition.Rectangle<T, V, L>(block, L.Count, columns, L.Count, destination, columns);

    /// <summary>Sums terms of one element by rows, to the bits of <see cref="PairwiseSum{T, V, L}"/> for a row by itself.</summary>
    /// <param name="term">The term, which has no right element.</param>
    /// <param name="block">The rows, turned.</param>
    /// <param name="columns">The elements of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Sum<TTerm>(TTerm term, T* block, nint columns)
        where TTerm : struct, ITerm<T> => L.Add(HalfSum(term, block, 0, columns), HalfSum(term, block, 1, columns));

    // The lanes of the row's registers are added upper half to lower half: the last two come from four, and those from eight.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V HalfSum<TTerm>(TTerm term, T* block, nint lane, nint columns)
        where TTerm : struct, ITerm<T> => L.Count == 2
        ? LaneSum(term, block, lane, columns)
        : L.Add(QuarterSum(term, block, lane, columns), QuarterSum(term, block, lane + 2, columns));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V QuarterSum<TTerm>(TTerm term, T* block, nint lane, nint columns)
        where TTerm : struct, ITerm<T> => L.Count == 4
        ? LaneSum(term, block, lane, columns)
        : L.Add(EighthSum(term, block, lane, columns), EighthSum(term, block, lane + 4, columns));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V EighthSum<TTerm>(TTerm term, T* block, nint lane, nint columns)
        where TTerm : struct, ITerm<T> => L.Count == 8
        ? LaneSum(term, block, lane, columns)
        : L.Add(LaneSum(term, block, lane, columns), LaneSum(term, block, lane + 8, columns));

    // What a lane of the row's registers would hold.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LaneSum<TTerm>(TTerm term, T* block, nint lane, nint columns)
        where TTerm : struct, ITerm<T>
    {
        V sum = L.Zero;
        for (nint i = lane * L.Count; i < columns * L.Count; i += L.Count * L.Count) sum = term.AddTo<V, L>(sum, L.Load(block + i), L.Zero);
        return sum;
    }
}
