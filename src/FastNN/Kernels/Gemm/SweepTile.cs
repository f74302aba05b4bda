using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The register tile of few steps along k. It goes on across by itself, for a call between tiles would take as long as some of their steps. Its
/// sums begin at zero and end in C, or continue those of earlier steps, which wait in scratch (<see cref="BandKernel{T, TEpilogue}"/>).
/// </summary>
/// <remarks>It sums in the order of <see cref="Tile"/>.</remarks>
internal static unsafe class SweepTile
{
    /// <summary>Computes tiles side by side.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="V">The register.</typeparam>
    /// <typeparam name="L">The lane witness.</typeparam>
    /// <typeparam name="R">The number of rows, 1 to 6 with 16 registers, 1 to 12 with 32.</typeparam>
    /// <typeparam name="E">0 for whole tiles, two registers across; 1 for a single one of fewer columns, whose sums continue.</typeparam>
    /// <typeparam name="S">
    /// 0 where sums begin at zero and go to C with what is added; 1 where they continue and C are the sums: tile after tile, in it row after row,
    /// two registers each.
    /// </typeparam>
    /// <param name="o">The operands of the first tile.</param>
    /// <param name="count">The number of whole tiles, or the columns of the one that is not whole.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<T, V, L, R, E, S>(in TileOperands<T> o, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where R : struct, IConstant
        where E : struct, IConstant
        where S : struct, IConstant
    {
        V mask0 = E.Value == 1 ? L.FirstLanes(Math.Min(count, L.Count)) : default;
        V mask1 = E.Value == 1 ? L.FirstLanes(Math.Max(count - L.Count, 0)) : default;
        nint s1 = o.ARow, s2 = 2 * s1, aStep = o.AStep, bStep = o.BStep, steps = o.K;
        byte* first = (byte*)o.A;
        T* columns = o.B;
        T* c = o.C;
        byte* addend = (byte*)o.Addend;
        nint cRow = o.CRow, addendRow = o.AddendRow;
        int width = 2 * L.Count, cNext = S.Value == 1 ? R.Value * width : width;
        int addendNext = o.Addend == TileOperands<T>.Nothing ? 0 : width * sizeof(T);
        for (int left = E.Value == 1 ? 1 : count; left != 0; left--, columns += width, c += cNext, addend += addendNext)
        {
            V c00 = L.Zero, c01 = L.Zero;
            V c10 = L.Zero, c11 = L.Zero;
            V c20 = L.Zero, c21 = L.Zero;
            V c30 = L.Zero, c31 = L.Zero;
            V c40 = L.Zero, c41 = L.Zero;
            V c50 = L.Zero, c51 = L.Zero;
            V c60 = L.Zero, c61 = L.Zero;
            V c70 = L.Zero, c71 = L.Zero;
            V c80 = L.Zero, c81 = L.Zero;
            V c90 = L.Zero, c91 = L.Zero;
            V c100 = L.Zero, c101 = L.Zero;
            V c110 = L.Zero, c111 = L.Zero;
            if (S.Value == 1)
            {
                if (R.Value > 0) Take<T, V, L>(c, out c00, out c01);
                if (R.Value > 1) Take<T, V, L>(c + width, out c10, out c11);
                if (R.Value > 2) Take<T, V, L>(c + (2 * width), out c20, out c21);
                if (R.Value > 3) Take<T, V, L>(c + (3 * width), out c30, out c31);
                if (R.Value > 4) Take<T, V, L>(c + (4 * width), out c40, out c41);
                if (R.Value > 5) Take<T, V, L>(c + (5 * width), out c50, out c51);
                if (R.Value > 6) Take<T, V, L>(c + (6 * width), out c60, out c61);
                if (R.Value > 7) Take<T, V, L>(c + (7 * width), out c70, out c71);
                if (R.Value > 8) Take<T, V, L>(c + (8 * width), out c80, out c81);
                if (R.Value > 9) Take<T, V, L>(c + (9 * width), out c90, out c91);
                if (R.Value > 10) Take<T, V, L>(c + (10 * width), out c100, out c101);
                if (R.Value > 11) Take<T, V, L>(c + (11 * width), out c110, out c111);
            }

            // Rows are reached from every third row's pointer plus one or two strides, as in other tiles.
            byte* a0 = first;
            byte* a3 = a0 + (3 * s1), a6 = a0 + (6 * s1), a9 = a0 + (9 * s1);
            byte* b = (byte*)columns;
            for (nint p = steps; p != 0; p--)
            {
                V b0 = E.Value == 1 ? L.LoadMasked((T*)b, mask0) : L.Load((T*)b);
                V b1 = E.Value == 1 ? L.LoadMasked((T*)b + L.Count, mask1) : L.Load((T*)b + L.Count);
                if (R.Value > 0)
                {
                    V x = L.Fill(*(T*)(a0));
                    c00 = L.MultiplyAdd(x, b0, c00);
                    c01 = L.MultiplyAdd(x, b1, c01);
                }

                if (R.Value > 1)
                {
                    V x = L.Fill(*(T*)(a0 + s1));
                    c10 = L.MultiplyAdd(x, b0, c10);
                    c11 = L.MultiplyAdd(x, b1, c11);
                }

                if (R.Value > 2)
                {
                    V x = L.Fill(*(T*)(a0 + s2));
                    c20 = L.MultiplyAdd(x, b0, c20);
                    c21 = L.MultiplyAdd(x, b1, c21);
                }

                if (R.Value > 3)
                {
                    V x = L.Fill(*(T*)(a3));
                    c30 = L.MultiplyAdd(x, b0, c30);
                    c31 = L.MultiplyAdd(x, b1, c31);
                }

                if (R.Value > 4)
                {
                    V x = L.Fill(*(T*)(a3 + s1));
                    c40 = L.MultiplyAdd(x, b0, c40);
                    c41 = L.MultiplyAdd(x, b1, c41);
                }

                if (R.Value > 5)
                {
                    V x = L.Fill(*(T*)(a3 + s2));
                    c50 = L.MultiplyAdd(x, b0, c50);
                    c51 = L.MultiplyAdd(x, b1, c51);
                }

                if (R.Value > 6)
                {
                    V x = L.Fill(*(T*)(a6));
                    c60 = L.MultiplyAdd(x, b0, c60);
                    c61 = L.MultiplyAdd(x, b1, c61);
                }

                if (R.Value > 7)
                {
                    V x = L.Fill(*(T*)(a6 + s1));
                    c70 = L.MultiplyAdd(x, b0, c70);
                    c71 = L.MultiplyAdd(x, b1, c71);
                }

                if (R.Value > 8)
                {
                    V x = L.Fill(*(T*)(a6 + s2));
                    c80 = L.MultiplyAdd(x, b0, c80);
                    c81 = L.MultiplyAdd(x, b1, c81);
                }

                if (R.Value > 9)
                {
                    V x = L.Fill(*(T*)(a9));
                    c90 = L.MultiplyAdd(x, b0, c90);
                    c91 = L.MultiplyAdd(x, b1, c91);
                }

                if (R.Value > 10)
                {
                    V x = L.Fill(*(T*)(a9 + s1));
                    c100 = L.MultiplyAdd(x, b0, c100);
                    c101 = L.MultiplyAdd(x, b1, c101);
                }

                if (R.Value > 11)
                {
                    V x = L.Fill(*(T*)(a9 + s2));
                    c110 = L.MultiplyAdd(x, b0, c110);
                    c111 = L.MultiplyAdd(x, b1, c111);
                }

                b += bStep;
                a0 += aStep;
                if (R.Value > 3) a3 += aStep;
                if (R.Value > 6) a6 += aStep;
                if (R.Value > 9) a9 += aStep;
            }

            if (S.Value == 1)
            {
                if (R.Value > 0) Keep<T, V, L>(c00, c01, c);
                if (R.Value > 1) Keep<T, V, L>(c10, c11, c + width);
                if (R.Value > 2) Keep<T, V, L>(c20, c21, c + (2 * width));
                if (R.Value > 3) Keep<T, V, L>(c30, c31, c + (3 * width));
                if (R.Value > 4) Keep<T, V, L>(c40, c41, c + (4 * width));
                if (R.Value > 5) Keep<T, V, L>(c50, c51, c + (5 * width));
                if (R.Value > 6) Keep<T, V, L>(c60, c61, c + (6 * width));
                if (R.Value > 7) Keep<T, V, L>(c70, c71, c + (7 * width));
                if (R.Value > 8) Keep<T, V, L>(c80, c81, c + (8 * width));
                if (R.Value > 9) Keep<T, V, L>(c90, c91, c + (9 * width));
                if (R.Value > 10) Keep<T, V, L>(c100, c101, c + (10 * width));
                if (R.Value > 11) Keep<T, V, L>(c110, c111, c + (11 * width));
                continue;
            }

            if (R.Value > 0) AddAndStore<T, V, L>(c00, c01, addend, (byte*)c);
            if (R.Value > 1) AddAndStore<T, V, L>(c10, c11, addend + addendRow, (byte*)c + cRow);
            if (R.Value > 2) AddAndStore<T, V, L>(c20, c21, addend + (2 * addendRow), (byte*)c + (2 * cRow));
            if (R.Value > 3) AddAndStore<T, V, L>(c30, c31, addend + (3 * addendRow), (byte*)c + (3 * cRow));
            if (R.Value > 4) AddAndStore<T, V, L>(c40, c41, addend + (4 * addendRow), (byte*)c + (4 * cRow));
            if (R.Value > 5) AddAndStore<T, V, L>(c50, c51, addend + (5 * addendRow), (byte*)c + (5 * cRow));
            if (R.Value > 6) AddAndStore<T, V, L>(c60, c61, addend + (6 * addendRow), (byte*)c + (6 * cRow));
            if (R.Value > 7) AddAndStore<T, V, L>(c70, c71, addend + (7 * addendRow), (byte*)c + (7 * cRow));
            if (R.Value > 8) AddAndStore<T, V, L>(c80, c81, addend + (8 * addendRow), (byte*)c + (8 * cRow));
            if (R.Value > 9) AddAndStore<T, V, L>(c90, c91, addend + (9 * addendRow), (byte*)c + (9 * cRow));
            if (R.Value > 10) AddAndStore<T, V, L>(c100, c101, addend + (10 * addendRow), (byte*)c + (10 * cRow));
            if (R.Value > 11) AddAndStore<T, V, L>(c110, c111, addend + (11 * addendRow), (byte*)c + (11 * cRow));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take<T, V, L>(T* sums, out V sum0, out V sum1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        sum0 = L.Load(sums);
        sum1 = L.Load(sums + L.Count);
    }

    // Not Tile's, which knows more cases: ahead of time so many would not be inlined any more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddAndStore<T, V, L>(V sum0, V sum1, byte* addend, byte* c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        L.Store(L.Add(sum0, L.Load((T*)addend)), (T*)c);
        L.Store(L.Add(sum1, L.Load((T*)addend + L.Count)), (T*)c + L.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep<T, V, L>(V sum0, V sum1, T* sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        L.Store(sum0, sums);
        L.Store(sum1, sums + L.Count);
    }
}
