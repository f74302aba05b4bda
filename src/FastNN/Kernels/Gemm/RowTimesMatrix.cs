using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// Multiplies a row by a matrix, <c>y[j] = Σ x[p]·M[p, j]</c>: inference and training of single rows, which read every weight once. Eight
/// rows of the matrix are read side by side from end to end, so that memory streams.
/// </summary>
internal static unsafe class RowTimesMatrix
{
    private const int RowsAtOnce = 8;
    private const int NarrowRegisters = 4;

    /// <summary>Computes the product.</summary>
    public static void Run<T, V, L>(in VectorOperands<T> o)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        if (o.Count <= NarrowRegisters * L.Count) Narrow<T, V, L>(in o);
        else Wide<T, V, L>(in o);
    }

    // Few columns stay in registers; even and odd steps are summed apart to hide the latency of the additions.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow<T, V, L>(in VectorOperands<T> o)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        int count = (int)o.Count;
        V mask0 = L.FirstLanes(Math.Min(count, L.Count));
        V mask1 = L.FirstLanes(Math.Clamp(count - L.Count, 0, L.Count));
        V mask2 = L.FirstLanes(Math.Clamp(count - (2 * L.Count), 0, L.Count));
        V mask3 = L.FirstLanes(Math.Clamp(count - (3 * L.Count), 0, L.Count));
        V even0 = L.Zero, even1 = L.Zero, even2 = L.Zero, even3 = L.Zero;
        V odd0 = L.Zero, odd1 = L.Zero, odd2 = L.Zero, odd3 = L.Zero;
        T* row = o.Matrix;
        T* x = o.X;
        nint ld = o.Ld, p = 0;
        if (count == NarrowRegisters * L.Count)
        {
            for (; p + 2 <= o.Steps; p += 2, row += 2 * ld)
            {
                V first = L.Fill(x[p]), second = L.Fill(x[p + 1]);
                even0 = L.MultiplyAdd(first, L.Load(row), even0);
                even1 = L.MultiplyAdd(first, L.Load(row + L.Count), even1);
                even2 = L.MultiplyAdd(first, L.Load(row + (2 * L.Count)), even2);
                even3 = L.MultiplyAdd(first, L.Load(row + (3 * L.Count)), even3);
                odd0 = L.MultiplyAdd(second, L.Load(row + ld), odd0);
                odd1 = L.MultiplyAdd(second, L.Load(row + ld + L.Count), odd1);
                odd2 = L.MultiplyAdd(second, L.Load(row + ld + (2 * L.Count)), odd2);
                odd3 = L.MultiplyAdd(second, L.Load(row + ld + (3 * L.Count)), odd3);
            }
        }
        else
        {
            for (; p + 2 <= o.Steps; p += 2, row += 2 * ld)
            {
                V first = L.Fill(x[p]), second = L.Fill(x[p + 1]);
                even0 = L.MultiplyAdd(first, L.LoadMasked(row, mask0), even0);
                odd0 = L.MultiplyAdd(second, L.LoadMasked(row + ld, mask0), odd0);
                if (count <= L.Count) continue;
                even1 = L.MultiplyAdd(first, L.LoadMasked(row + L.Count, mask1), even1);
                odd1 = L.MultiplyAdd(second, L.LoadMasked(row + ld + L.Count, mask1), odd1);
                if (count <= 2 * L.Count) continue;
                even2 = L.MultiplyAdd(first, L.LoadMasked(row + (2 * L.Count), mask2), even2);
                odd2 = L.MultiplyAdd(second, L.LoadMasked(row + ld + (2 * L.Count), mask2), odd2);
                even3 = L.MultiplyAdd(first, L.LoadMasked(row + (3 * L.Count), mask3), even3);
                odd3 = L.MultiplyAdd(second, L.LoadMasked(row + ld + (3 * L.Count), mask3), odd3);
            }
        }

        if (p < o.Steps)
        {
            V last = L.Fill(x[p]);
            even0 = L.MultiplyAdd(last, L.LoadMasked(row, mask0), even0);
            even1 = L.MultiplyAdd(last, L.LoadMasked(row + L.Count, mask1), even1);
            even2 = L.MultiplyAdd(last, L.LoadMasked(row + (2 * L.Count), mask2), even2);
            even3 = L.MultiplyAdd(last, L.LoadMasked(row + (3 * L.Count), mask3), even3);
        }

        Finish<T, V, L>(L.Add(even0, odd0), in o, 0, mask0);
        if (count > L.Count) Finish<T, V, L>(L.Add(even1, odd1), in o, L.Count, mask1);
        if (count > 2 * L.Count) Finish<T, V, L>(L.Add(even2, odd2), in o, 2 * L.Count, mask2);
        if (count > 3 * L.Count) Finish<T, V, L>(L.Add(even3, odd3), in o, 3 * L.Count, mask3);
    }

    private static void Finish<T, V, L>(V sum, in VectorOperands<T> o, int at, V mask)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        if (o.Addend != null) sum = L.Add(sum, L.LoadMasked(o.Addend + at, mask));
        L.StoreMasked(sum, o.Y + at, mask);
    }

    private static void Wide<T, V, L>(in VectorOperands<T> o)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        var y = new Span<T>(o.Y, (int)o.Count);
        if (o.Addend == null) y.Clear();
        else if (o.Addend != o.Y) new ReadOnlySpan<T>(o.Addend, (int)o.Count).CopyTo(y);
        for (nint p = AddRows<T, V, L>(in o); p < o.Steps; p++) AddRow<T, V, L>(in o, p);
    }

    // Returns how many rows it has added, all but up to seven. Four registers of each of eight rows use up whole cache lines, before lines
    // that lie alike in the cache can drive each other out. The loop over rows is in here too: where columns are few, a call for eight of
    // their rows cost as much as a tenth of the sums.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint AddRows<T, V, L>(in VectorOperands<T> o)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        nint ld = o.Ld, count = o.Count, steps = o.Steps, p = 0, whole = count & -L.Count;
        V mask = L.FirstLanes((int)(count - whole));
        T* x = o.X;
        T* y = o.Y;
        T* row = o.Matrix;
        for (; p + RowsAtOnce <= steps; p += RowsAtOnce, row += RowsAtOnce * ld)
        {
            V x0 = L.Fill(x[p]), x1 = L.Fill(x[p + 1]), x2 = L.Fill(x[p + 2]), x3 = L.Fill(x[p + 3]);
            V x4 = L.Fill(x[p + 4]), x5 = L.Fill(x[p + 5]), x6 = L.Fill(x[p + 6]), x7 = L.Fill(x[p + 7]);
            T* row3 = row + (3 * ld);
            T* row6 = row3 + (3 * ld);
            nint j = 0;
            for (; j + (4 * L.Count) <= whole; j += 4 * L.Count)
            {
                V sum0 = L.Load(y + j), sum1 = L.Load(y + j + L.Count);
                V sum2 = L.Load(y + j + (2 * L.Count)), sum3 = L.Load(y + j + (3 * L.Count));
                AddFour<T, V, L>(x0, row + j, ref sum0, ref sum1, ref sum2, ref sum3);
                AddFour<T, V, L>(x1, row + ld + j, ref sum0, ref sum1, ref sum2, ref sum3);
                AddFour<T, V, L>(x2, row + (2 * ld) + j, ref sum0, ref sum1, ref sum2, ref sum3);
                AddFour<T, V, L>(x3, row3 + j, ref sum0, ref sum1, ref sum2, ref sum3);
                AddFour<T, V, L>(x4, row3 + ld + j, ref sum0, ref sum1, ref sum2, ref sum3);
                AddFour<T, V, L>(x5, row3 + (2 * ld) + j, ref sum0, ref sum1, ref sum2, ref sum3);
                AddFour<T, V, L>(x6, row6 + j, ref sum0, ref sum1, ref sum2, ref sum3);
                AddFour<T, V, L>(x7, row6 + ld + j, ref sum0, ref sum1, ref sum2, ref sum3);
                L.Store(sum0, y + j);
                L.Store(sum1, y + j + L.Count);
                L.Store(sum2, y + j + (2 * L.Count));
                L.Store(sum3, y + j + (3 * L.Count));
            }

            for (; j < whole; j += L.Count)
            {
                V sum = L.Load(y + j);
                sum = L.MultiplyAdd(x0, L.Load(row + j), sum);
                sum = L.MultiplyAdd(x1, L.Load(row + ld + j), sum);
                sum = L.MultiplyAdd(x2, L.Load(row + (2 * ld) + j), sum);
                sum = L.MultiplyAdd(x3, L.Load(row3 + j), sum);
                sum = L.MultiplyAdd(x4, L.Load(row3 + ld + j), sum);
                sum = L.MultiplyAdd(x5, L.Load(row3 + (2 * ld) + j), sum);
                sum = L.MultiplyAdd(x6, L.Load(row6 + j), sum);
                sum = L.MultiplyAdd(x7, L.Load(row6 + ld + j), sum);
                L.Store(sum, y + j);
            }

            if (whole < count)
            {
                V sum = L.LoadMasked(y + whole, mask);
                sum = L.MultiplyAdd(x0, L.LoadMasked(row + whole, mask), sum);
                sum = L.MultiplyAdd(x1, L.LoadMasked(row + ld + whole, mask), sum);
                sum = L.MultiplyAdd(x2, L.LoadMasked(row + (2 * ld) + whole, mask), sum);
                sum = L.MultiplyAdd(x3, L.LoadMasked(row3 + whole, mask), sum);
                sum = L.MultiplyAdd(x4, L.LoadMasked(row3 + ld + whole, mask), sum);
                sum = L.MultiplyAdd(x5, L.LoadMasked(row3 + (2 * ld) + whole, mask), sum);
                sum = L.MultiplyAdd(x6, L.LoadMasked(row6 + whole, mask), sum);
                sum = L.MultiplyAdd(x7, L.LoadMasked(row6 + ld + whole, mask), sum);
                L.StoreMasked(sum, y + whole, mask);
            }
        }

        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour<T, V, L>(V x, T* row, ref V sum0, ref V sum1, ref V sum2, ref V sum3)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        sum0 = L.MultiplyAdd(x, L.Load(row), sum0);
        sum1 = L.MultiplyAdd(x, L.Load(row + L.Count), sum1);
        sum2 = L.MultiplyAdd(x, L.Load(row + (2 * L.Count)), sum2);
        sum3 = L.MultiplyAdd(x, L.Load(row + (3 * L.Count)), sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow<T, V, L>(in VectorOperands<T> o, nint p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V x = L.Fill(o.X[p]);
        T* row = o.Matrix + (p * o.Ld);
        T* y = o.Y;
        nint j = 0;
        for (; j + L.Count <= o.Count; j += L.Count) L.Store(L.MultiplyAdd(x, L.Load(row + j), L.Load(y + j)), y + j);
        if (j < o.Count)
        {
            V mask = L.FirstLanes((int)(o.Count - j));
            L.StoreMasked(L.MultiplyAdd(x, L.LoadMasked(row + j, mask), L.LoadMasked(y + j, mask)), y + j, mask);
        }
    }
}
