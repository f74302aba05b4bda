using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// Computes <c>destination = map(first, second, third)</c> or adds it, over rows of columns. The destination is contiguous; each operand
/// has a stride from row to row, and within a row either runs along or stays at one element.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TMap">The function.</typeparam>
/// <typeparam name="TMode">Whether to overwrite or to accumulate.</typeparam>
internal unsafe struct BroadcastKernel<T, TMap, TMode> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TMap : struct, ITernaryMap<T>
    where TMode : struct, IWriteMode
{
    public TMap Map;
    public nint Rows;
    public nint Columns;
    public T* Destination;
    public Operand<T> First;
    public Operand<T> Second;
    public Operand<T> Third;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        TMap map = Map;
        T* destination = Destination;
        nint columns = Columns;
        V firstFill, secondFill, thirdFill;
        for (nint row = 0; row < Rows; row++)
        {
            // An operand that stays is spread over a register's memory once, and its pointer stands still: one loop serves every case.
            T* first = TMap.ReadsFirst ? Begin<V, L>(in First, row, &firstFill) : null;
            T* second = TMap.ReadsSecond ? Begin<V, L>(in Second, row, &secondFill) : null;
            T* third = TMap.ReadsThird ? Begin<V, L>(in Third, row, &thirdFill) : null;
            nint firstStep = First.Stays ? 0 : L.Count, secondStep = Second.Stays ? 0 : L.Count, thirdStep = Third.Stays ? 0 : L.Count;
            nint i = columns;
            for (; i >= L.Count; i -= L.Count)
            {
                V value = map.Apply<V, L>(
                    TMap.ReadsFirst ? L.Load(first) : L.Zero,
                    TMap.ReadsSecond ? L.Load(second) : L.Zero,
                    TMap.ReadsThird ? L.Load(third) : L.Zero);
                L.Store(TMode.Accumulates ? L.Add(L.Load(destination), value) : value, destination);
                destination += L.Count;
                first += firstStep;
                second += secondStep;
                third += thirdStep;
            }

            if (i > 0)
            {
                V mask = L.FirstLanes((int)i);
                V value = map.Apply<V, L>(
                    TMap.ReadsFirst ? L.LoadMasked(first, mask) : L.Zero,
                    TMap.ReadsSecond ? L.LoadMasked(second, mask) : L.Zero,
                    TMap.ReadsThird ? L.LoadMasked(third, mask) : L.Zero);
                L.StoreMasked(TMode.Accumulates ? L.Add(L.LoadMasked(destination, mask), value) : value, destination, mask);
                destination += i;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* Begin<V, L>(in Operand<T> operand, nint row, V* fill)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        T* start = operand.Start + (row * operand.RowStride);
        if (!operand.Stays) return start;
        *fill = L.Fill(*start);
        return (T*)fill;
    }
}
