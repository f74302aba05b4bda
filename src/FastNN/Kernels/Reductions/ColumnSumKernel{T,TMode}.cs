using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Sums the rows of a row-major matrix into one row, such as the gradient of a bias.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TMode">Whether to overwrite or to accumulate.</typeparam>
internal unsafe struct ColumnSumKernel<T, TMode> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TMode : struct, IWriteMode
{
    // Partial sums of so many rows are added up on their own, which keeps the error of long columns small.
    private const int RowsPerBlock = 256;

    public T* X;
    public nint Rows;
    public nint Columns;
    public T* Destination;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        T* x = X;
        nint rows = Rows;
        nint columns = Columns;
        T* destination = Destination;
        nint column = 0;
        for (; column <= columns - (4 * L.Count); column += 4 * L.Count) Wide<V, L>(x + column, rows, columns, destination + column);
        for (; column < columns; column += L.Count)
        {
            Narrow<V, L>(x + column, rows, columns, destination + column, L.FirstLanes((int)nint.Min(columns - column, L.Count)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Wide<V, L>(T* x, nint rows, nint columns, T* destination)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V total0 = L.Zero;
        V total1 = L.Zero;
        V total2 = L.Zero;
        V total3 = L.Zero;
        for (nint row = 0; row < rows;)
        {
            nint end = nint.Min(rows, row + RowsPerBlock);
            V sum0 = L.Zero;
            V sum1 = L.Zero;
            V sum2 = L.Zero;
            V sum3 = L.Zero;
            for (; row < end; row++)
            {
                T* source = x + (row * columns);
                sum0 = L.Add(sum0, L.Load(source));
                sum1 = L.Add(sum1, L.Load(source + L.Count));
                sum2 = L.Add(sum2, L.Load(source + (2 * L.Count)));
                sum3 = L.Add(sum3, L.Load(source + (3 * L.Count)));
            }

            total0 = L.Add(total0, sum0);
            total1 = L.Add(total1, sum1);
            total2 = L.Add(total2, sum2);
            total3 = L.Add(total3, sum3);
        }

        L.Store(TMode.Accumulates ? L.Add(L.Load(destination), total0) : total0, destination);
        destination += L.Count;
        L.Store(TMode.Accumulates ? L.Add(L.Load(destination), total1) : total1, destination);
        destination += L.Count;
        L.Store(TMode.Accumulates ? L.Add(L.Load(destination), total2) : total2, destination);
        destination += L.Count;
        L.Store(TMode.Accumulates ? L.Add(L.Load(destination), total3) : total3, destination);
    }

    // One register of columns: four rows at a time, so that no addition waits for the one before it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Narrow<V, L>(T* x, nint rows, nint columns, T* destination, V mask)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V total = L.Zero;
        for (nint row = 0; row < rows;)
        {
            nint end = nint.Min(rows, row + RowsPerBlock);
            V sum0 = L.Zero;
            V sum1 = L.Zero;
            V sum2 = L.Zero;
            V sum3 = L.Zero;
            for (; row <= end - 4; row += 4)
            {
                T* source = x + (row * columns);
                sum0 = L.Add(sum0, L.LoadMasked(source, mask));
                sum1 = L.Add(sum1, L.LoadMasked(source + columns, mask));
                sum2 = L.Add(sum2, L.LoadMasked(source + (2 * columns), mask));
                sum3 = L.Add(sum3, L.LoadMasked(source + (3 * columns), mask));
            }

            for (; row < end; row++) sum0 = L.Add(sum0, L.LoadMasked(x + (row * columns), mask));
            total = L.Add(total, L.Add(L.Add(sum0, sum1), L.Add(sum2, sum3)));
        }

        if (TMode.Accumulates) total = L.Add(L.LoadMasked(destination, mask), total);
        L.StoreMasked(total, destination, mask);
    }
}
