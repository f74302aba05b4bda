using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// Multiplies a matrix by a column, <c>y[i] = Σ M[i, p]·x[p]</c>: scalar products of the matrix's rows, four rows at a time, each summed in
/// two registers whose lanes are added up in a fixed order.
/// </summary>
internal static unsafe class MatrixTimesColumn
{
    private const int RowsAtOnce = 4;

    /// <summary>Computes the product.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, V, L>(in VectorOperands<T> o)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // Written before it is read.
        T* sums = stackalloc T[RowsAtOnce];
        T* x = o.X;
        nint count = o.Count, last = count - 1, steps = o.Steps;
        for (nint i = 0; i < count; i += RowsAtOnce)
        {
            // Where fewer than four rows are left, the last one is read again and its copies are dropped.
            T* row0 = o.Matrix + (i * o.Ld);
            T* row1 = o.Matrix + (nint.Min(i + 1, last) * o.Ld);
            T* row2 = o.Matrix + (nint.Min(i + 2, last) * o.Ld);
            T* row3 = o.Matrix + (nint.Min(i + 3, last) * o.Ld);
            V a0 = L.Zero, a1 = L.Zero, a2 = L.Zero, a3 = L.Zero, b0 = L.Zero, b1 = L.Zero, b2 = L.Zero, b3 = L.Zero;
            nint p = 0;
            for (; p + (2 * L.Count) <= steps; p += 2 * L.Count)
            {
                V first = L.Load(x + p), second = L.Load(x + p + L.Count);
                a0 = L.MultiplyAdd(first, L.Load(row0 + p), a0);
                a1 = L.MultiplyAdd(first, L.Load(row1 + p), a1);
                a2 = L.MultiplyAdd(first, L.Load(row2 + p), a2);
                a3 = L.MultiplyAdd(first, L.Load(row3 + p), a3);
                b0 = L.MultiplyAdd(second, L.Load(row0 + p + L.Count), b0);
                b1 = L.MultiplyAdd(second, L.Load(row1 + p + L.Count), b1);
                b2 = L.MultiplyAdd(second, L.Load(row2 + p + L.Count), b2);
                b3 = L.MultiplyAdd(second, L.Load(row3 + p + L.Count), b3);
            }

            for (; p < steps; p += L.Count)
            {
                V mask = L.FirstLanes((int)nint.Min(steps - p, L.Count));
                V piece = L.LoadMasked(x + p, mask);
                a0 = L.MultiplyAdd(piece, L.LoadMasked(row0 + p, mask), a0);
                a1 = L.MultiplyAdd(piece, L.LoadMasked(row1 + p, mask), a1);
                a2 = L.MultiplyAdd(piece, L.LoadMasked(row2 + p, mask), a2);
                a3 = L.MultiplyAdd(piece, L.LoadMasked(row3 + p, mask), a3);
            }

            a0 = L.Add(a0, b0);
            a1 = L.Add(a1, b1);
            a2 = L.Add(a2, b2);
            a3 = L.Add(a3, b3);
            if (i + 3 <= last && o.Addend == null)
            {
                L.StoreSums(a0, a1, a2, a3, o.Y + i);
                continue;
            }

            L.StoreSums(a0, a1, a2, a3, sums);
            for (nint r = 0; r < nint.Min(RowsAtOnce, count - i); r++) o.Y[i + r] = o.Addend == null ? sums[r] : sums[r] + o.Addend[i + r];
        }
    }
}
