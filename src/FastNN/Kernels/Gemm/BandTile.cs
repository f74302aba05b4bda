using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The tile of products whose B is streamed: it adds a band of few steps along k to sums that it takes from memory and puts back, and goes on
/// to the next tile across, so that the band's rows are read side by side from end to end.
/// </summary>
/// <remarks>Its sums continue where they were, so that they are those of <see cref="Tile"/> in the end.</remarks>
internal static unsafe class BandTile
{
    /// <summary>Adds a band to whole tiles, or to one that is not whole.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="V">The register.</typeparam>
    /// <typeparam name="L">The lane witness.</typeparam>
    /// <typeparam name="R">The number of rows, 1 to 6 of 16 registers, 1 to 12 of 32.</typeparam>
    /// <typeparam name="E">0 for whole tiles, two registers across; 1 for a single one of fewer columns.</typeparam>
    /// <param name="o">A, B and, in place of C, the sums: tile after tile, row after row, two registers each.</param>
    /// <param name="count">The number of whole tiles, or the columns of the one that is not whole.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<T, V, L, R, E>(in TileOperands<T> o, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where R : struct, IConstant
        where E : struct, IConstant
    {
        V mask0 = E.Value == 1 ? L.FirstLanes(Math.Min(count, L.Count)) : default;
        V mask1 = E.Value == 1 ? L.FirstLanes(Math.Max(count - L.Count, 0)) : default;
        nint s1 = o.ARow, s2 = 2 * s1, aStep = o.AStep, bStep = o.BStep, steps = o.K;
        byte* first = (byte*)o.A;
        T* columns = o.B;
        T* sums = o.C;
        for (int left = E.Value == 1 ? 1 : count; left != 0; left--, columns += 2 * L.Count, sums += 2 * R.Value * L.Count)
        {
            V c00 = Sum<T, V, L, R>(sums, 0, 0), c01 = Sum<T, V, L, R>(sums, 0, 1);
            V c10 = Sum<T, V, L, R>(sums, 1, 0), c11 = Sum<T, V, L, R>(sums, 1, 1);
            V c20 = Sum<T, V, L, R>(sums, 2, 0), c21 = Sum<T, V, L, R>(sums, 2, 1);
            V c30 = Sum<T, V, L, R>(sums, 3, 0), c31 = Sum<T, V, L, R>(sums, 3, 1);
            V c40 = Sum<T, V, L, R>(sums, 4, 0), c41 = Sum<T, V, L, R>(sums, 4, 1);
            V c50 = Sum<T, V, L, R>(sums, 5, 0), c51 = Sum<T, V, L, R>(sums, 5, 1);
            V c60 = Sum<T, V, L, R>(sums, 6, 0), c61 = Sum<T, V, L, R>(sums, 6, 1);
            V c70 = Sum<T, V, L, R>(sums, 7, 0), c71 = Sum<T, V, L, R>(sums, 7, 1);
            V c80 = Sum<T, V, L, R>(sums, 8, 0), c81 = Sum<T, V, L, R>(sums, 8, 1);
            V c90 = Sum<T, V, L, R>(sums, 9, 0), c91 = Sum<T, V, L, R>(sums, 9, 1);
            V c100 = Sum<T, V, L, R>(sums, 10, 0), c101 = Sum<T, V, L, R>(sums, 10, 1);
            V c110 = Sum<T, V, L, R>(sums, 11, 0), c111 = Sum<T, V, L, R>(sums, 11, 1);

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

            if (R.Value > 0) Keep<T, V, L>(c00, c01, sums);
            if (R.Value > 1) Keep<T, V, L>(c10, c11, sums + (2 * L.Count));
            if (R.Value > 2) Keep<T, V, L>(c20, c21, sums + (4 * L.Count));
            if (R.Value > 3) Keep<T, V, L>(c30, c31, sums + (6 * L.Count));
            if (R.Value > 4) Keep<T, V, L>(c40, c41, sums + (8 * L.Count));
            if (R.Value > 5) Keep<T, V, L>(c50, c51, sums + (10 * L.Count));
            if (R.Value > 6) Keep<T, V, L>(c60, c61, sums + (12 * L.Count));
            if (R.Value > 7) Keep<T, V, L>(c70, c71, sums + (14 * L.Count));
            if (R.Value > 8) Keep<T, V, L>(c80, c81, sums + (16 * L.Count));
            if (R.Value > 9) Keep<T, V, L>(c90, c91, sums + (18 * L.Count));
            if (R.Value > 10) Keep<T, V, L>(c100, c101, sums + (20 * L.Count));
            if (R.Value > 11) Keep<T, V, L>(c110, c111, sums + (22 * L.Count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum<T, V, L, R>(T* sums, int row, int register)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where R : struct, IConstant => row < R.Value ? L.Load(sums + (((2 * row) + register) * L.Count)) : L.Zero;

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
    private static void Keep<T, V, L>(V sum0, V sum1, T* sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        L.Store(sum0, sums);
        L.Store(sum1, sums + L.Count);
    }
}
