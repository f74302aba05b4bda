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
        int cNext = S.Value == 1 ? 2 * R.Value * L.Count : 2 * L.Count, addendNext = o.Addend == TileOperands<T>.Nothing ? 0 : 2 * L.Count * sizeof(T);
        for (int left = E.Value == 1 ? 1 : count; left != 0; left--, columns += 2 * L.Count, c += cNext, addend += addendNext)
        {
            V c00 = Begin<T, V, L, R, S>(c, 0, 0), c01 = Begin<T, V, L, R, S>(c, 0, 1);
            V c10 = Begin<T, V, L, R, S>(c, 1, 0), c11 = Begin<T, V, L, R, S>(c, 1, 1);
            V c20 = Begin<T, V, L, R, S>(c, 2, 0), c21 = Begin<T, V, L, R, S>(c, 2, 1);
            V c30 = Begin<T, V, L, R, S>(c, 3, 0), c31 = Begin<T, V, L, R, S>(c, 3, 1);
            V c40 = Begin<T, V, L, R, S>(c, 4, 0), c41 = Begin<T, V, L, R, S>(c, 4, 1);
            V c50 = Begin<T, V, L, R, S>(c, 5, 0), c51 = Begin<T, V, L, R, S>(c, 5, 1);
            V c60 = Begin<T, V, L, R, S>(c, 6, 0), c61 = Begin<T, V, L, R, S>(c, 6, 1);
            V c70 = Begin<T, V, L, R, S>(c, 7, 0), c71 = Begin<T, V, L, R, S>(c, 7, 1);
            V c80 = Begin<T, V, L, R, S>(c, 8, 0), c81 = Begin<T, V, L, R, S>(c, 8, 1);
            V c90 = Begin<T, V, L, R, S>(c, 9, 0), c91 = Begin<T, V, L, R, S>(c, 9, 1);
            V c100 = Begin<T, V, L, R, S>(c, 10, 0), c101 = Begin<T, V, L, R, S>(c, 10, 1);
            V c110 = Begin<T, V, L, R, S>(c, 11, 0), c111 = Begin<T, V, L, R, S>(c, 11, 1);

            // Rows are reached from every third row's pointer plus one or two strides, as in other tiles.
            byte* a0 = first;
            byte* a3 = a0 + (3 * s1), a6 = a0 + (6 * s1), a9 = a0 + (9 * s1);
            byte* b = (byte*)columns;
            for (nint p = steps; p != 0; p--)
            {
                V b0 = E.Value == 1 ? L.LoadMasked((T*)b, mask0) : L.Load((T*)b);
                V b1 = E.Value == 1 ? L.LoadMasked((T*)b + L.Count, mask1) : L.Load((T*)b + L.Count);
                if (R.Value > 0) AddRow<T, V, L>(a0, b0, b1, ref c00, ref c01);
                if (R.Value > 1) AddRow<T, V, L>(a0 + s1, b0, b1, ref c10, ref c11);
                if (R.Value > 2) AddRow<T, V, L>(a0 + s2, b0, b1, ref c20, ref c21);
                if (R.Value > 3) AddRow<T, V, L>(a3, b0, b1, ref c30, ref c31);
                if (R.Value > 4) AddRow<T, V, L>(a3 + s1, b0, b1, ref c40, ref c41);
                if (R.Value > 5) AddRow<T, V, L>(a3 + s2, b0, b1, ref c50, ref c51);
                if (R.Value > 6) AddRow<T, V, L>(a6, b0, b1, ref c60, ref c61);
                if (R.Value > 7) AddRow<T, V, L>(a6 + s1, b0, b1, ref c70, ref c71);
                if (R.Value > 8) AddRow<T, V, L>(a6 + s2, b0, b1, ref c80, ref c81);
                if (R.Value > 9) AddRow<T, V, L>(a9, b0, b1, ref c90, ref c91);
                if (R.Value > 10) AddRow<T, V, L>(a9 + s1, b0, b1, ref c100, ref c101);
                if (R.Value > 11) AddRow<T, V, L>(a9 + s2, b0, b1, ref c110, ref c111);
                b += bStep;
                a0 += aStep;
                if (R.Value > 3) a3 += aStep;
                if (R.Value > 6) a6 += aStep;
                if (R.Value > 9) a9 += aStep;
            }

            if (R.Value > 0) End<T, V, L, S>(c00, c01, addend, (byte*)c, c);
            if (R.Value > 1) End<T, V, L, S>(c10, c11, addend + addendRow, (byte*)c + cRow, c + (2 * L.Count));
            if (R.Value > 2) End<T, V, L, S>(c20, c21, addend + (2 * addendRow), (byte*)c + (2 * cRow), c + (4 * L.Count));
            if (R.Value > 3) End<T, V, L, S>(c30, c31, addend + (3 * addendRow), (byte*)c + (3 * cRow), c + (6 * L.Count));
            if (R.Value > 4) End<T, V, L, S>(c40, c41, addend + (4 * addendRow), (byte*)c + (4 * cRow), c + (8 * L.Count));
            if (R.Value > 5) End<T, V, L, S>(c50, c51, addend + (5 * addendRow), (byte*)c + (5 * cRow), c + (10 * L.Count));
            if (R.Value > 6) End<T, V, L, S>(c60, c61, addend + (6 * addendRow), (byte*)c + (6 * cRow), c + (12 * L.Count));
            if (R.Value > 7) End<T, V, L, S>(c70, c71, addend + (7 * addendRow), (byte*)c + (7 * cRow), c + (14 * L.Count));
            if (R.Value > 8) End<T, V, L, S>(c80, c81, addend + (8 * addendRow), (byte*)c + (8 * cRow), c + (16 * L.Count));
            if (R.Value > 9) End<T, V, L, S>(c90, c91, addend + (9 * addendRow), (byte*)c + (9 * cRow), c + (18 * L.Count));
            if (R.Value > 10) End<T, V, L, S>(c100, c101, addend + (10 * addendRow), (byte*)c + (10 * cRow), c + (20 * L.Count));
            if (R.Value > 11) End<T, V, L, S>(c110, c111, addend + (11 * addendRow), (byte*)c + (11 * cRow), c + (22 * L.Count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Begin<T, V, L, R, S>(T* sums, int row, int register)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where R : struct, IConstant
        where S : struct, IConstant => S.Value == 1 && row < R.Value ? L.Load(sums + (((2 * row) + register) * L.Count)) : L.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<T, V, L>(byte* a, V b0, V b1, ref V c0, ref V c1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V x = L.Fill(*(T*)a);
        c0 = L.MultiplyAdd(x, b0, c0);
        c1 = L.MultiplyAdd(x, b1, c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End<T, V, L, S>(V sum0, V sum1, byte* addend, byte* c, T* sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where S : struct, IConstant
    {
        if (S.Value == 0)
        {
            Tile.AddAndStore<T, V, L, Constant.Two, Constant.Zero>(sum0, sum1, addend, c, default);
            return;
        }

        L.Store(sum0, sums);
        L.Store(sum1, sums + L.Count);
    }
}
