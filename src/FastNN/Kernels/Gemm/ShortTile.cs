using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The register tile where there are sixteen registers: six rows at most, and two steps along k in each round of its loop.
/// </summary>
/// <remarks>
/// A step of 6 × 2 sums is over so soon that the loop's own instructions matter: with two steps a round there are 22 a step instead of 25,
/// which processors that take in four a cycle need, and those that share what takes them in with a neighbour. It sums in the order of
/// <see cref="Tile"/>.
/// </remarks>
internal static unsafe class ShortTile
{
    /// <summary>The most rows that a tile has: 6 × 2 accumulators leave four of sixteen registers for B and A.</summary>
    public const int MaxRows = 6;

    /// <summary>The steps along k of a round of its loop.</summary>
    public const int RoundSteps = 2;

    /// <summary>Computes one tile.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="V">The register.</typeparam>
    /// <typeparam name="L">The lane witness.</typeparam>
    /// <typeparam name="R">The number of rows, 1 to <see cref="MaxRows"/>.</typeparam>
    /// <typeparam name="N">The number of registers across, 1 or 2.</typeparam>
    /// <typeparam name="E">1 where the last register across holds fewer columns than lanes, given by the mask; else 0.</typeparam>
    /// <typeparam name="P">1 where B is a packed panel, and the tile also asks for the memory of what comes next; else 0.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, V, L, R, N, E, P>(in TileOperands<T> o, V mask)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where R : struct, IConstant
        where N : struct, IConstant
        where E : struct, IConstant
        where P : struct, IConstant
    {
        V c00 = L.Zero, c01 = L.Zero;
        V c10 = L.Zero, c11 = L.Zero;
        V c20 = L.Zero, c21 = L.Zero;
        V c30 = L.Zero, c31 = L.Zero;
        V c40 = L.Zero, c41 = L.Zero;
        V c50 = L.Zero, c51 = L.Zero;

        // Rows are reached from the first and the fourth one's pointer plus one or two strides, those of the second step with a step added.
        nint s1 = o.ARow, s2 = 2 * s1, aStep = o.AStep, t1 = s1 + aStep, t2 = s2 + aStep, aPair = 2 * aStep;
        byte* a0 = (byte*)o.A;
        byte* a3 = a0 + (3 * s1);
        byte* b = (byte*)o.B;
        nint bStep = P.Value == 1 ? 2 * L.Count * sizeof(T) : o.BStep;

        byte* ahead = o.Ahead;
        byte* aheadSecond = ahead + o.AheadSecond;
        nint aheadStep = o.AheadStep, k = o.K;
        for (nint pairs = k >> 1; pairs != 0; pairs--)
        {
            V b0 = E.Value == 1 && N.Value == 1 ? L.LoadMasked((T*)b, mask) : L.Load((T*)b);
            V b1 = N.Value == 1 ? L.Zero : E.Value == 1 ? L.LoadMasked((T*)b + L.Count, mask) : L.Load((T*)b + L.Count);
            if (R.Value > 0) Row<T, V, L, N>(a0, b0, b1, ref c00, ref c01);
            if (R.Value > 1) Row<T, V, L, N>(a0 + s1, b0, b1, ref c10, ref c11);
            if (R.Value > 2) Row<T, V, L, N>(a0 + s2, b0, b1, ref c20, ref c21);
            if (R.Value > 3) Row<T, V, L, N>(a3, b0, b1, ref c30, ref c31);
            if (R.Value > 4) Row<T, V, L, N>(a3 + s1, b0, b1, ref c40, ref c41);
            if (R.Value > 5) Row<T, V, L, N>(a3 + s2, b0, b1, ref c50, ref c51);

            b += bStep;
            b0 = E.Value == 1 && N.Value == 1 ? L.LoadMasked((T*)b, mask) : L.Load((T*)b);
            b1 = N.Value == 1 ? L.Zero : E.Value == 1 ? L.LoadMasked((T*)b + L.Count, mask) : L.Load((T*)b + L.Count);
            if (R.Value > 0) Row<T, V, L, N>(a0 + aStep, b0, b1, ref c00, ref c01);
            if (R.Value > 1) Row<T, V, L, N>(a0 + t1, b0, b1, ref c10, ref c11);
            if (R.Value > 2) Row<T, V, L, N>(a0 + t2, b0, b1, ref c20, ref c21);
            if (R.Value > 3) Row<T, V, L, N>(a3 + aStep, b0, b1, ref c30, ref c31);
            if (R.Value > 4) Row<T, V, L, N>(a3 + t1, b0, b1, ref c40, ref c41);
            if (R.Value > 5) Row<T, V, L, N>(a3 + t2, b0, b1, ref c50, ref c51);
            if (P.Value == 1)
            {
                L.Prefetch(ahead);
                L.Prefetch(aheadSecond);
                ahead += aheadStep;
                aheadSecond += aheadStep;
            }

            b += bStep;
            a0 += aPair;
            if (R.Value > 3) a3 += aPair;
        }

        if ((k & 1) != 0)
        {
            V b0 = E.Value == 1 && N.Value == 1 ? L.LoadMasked((T*)b, mask) : L.Load((T*)b);
            V b1 = N.Value == 1 ? L.Zero : E.Value == 1 ? L.LoadMasked((T*)b + L.Count, mask) : L.Load((T*)b + L.Count);
            if (R.Value > 0) Row<T, V, L, N>(a0, b0, b1, ref c00, ref c01);
            if (R.Value > 1) Row<T, V, L, N>(a0 + s1, b0, b1, ref c10, ref c11);
            if (R.Value > 2) Row<T, V, L, N>(a0 + s2, b0, b1, ref c20, ref c21);
            if (R.Value > 3) Row<T, V, L, N>(a3, b0, b1, ref c30, ref c31);
            if (R.Value > 4) Row<T, V, L, N>(a3 + s1, b0, b1, ref c40, ref c41);
            if (R.Value > 5) Row<T, V, L, N>(a3 + s2, b0, b1, ref c50, ref c51);
        }

        byte* c = (byte*)o.C;
        byte* addend = (byte*)o.Addend;
        nint cRow = o.CRow, addendRow = o.AddendRow;
        if (R.Value > 0) Tile.AddAndStore<T, V, L, N, E>(c00, c01, addend, c, mask);
        if (R.Value > 1) Tile.AddAndStore<T, V, L, N, E>(c10, c11, addend + addendRow, c + cRow, mask);
        if (R.Value > 2) Tile.AddAndStore<T, V, L, N, E>(c20, c21, addend + (2 * addendRow), c + (2 * cRow), mask);
        if (R.Value > 3) Tile.AddAndStore<T, V, L, N, E>(c30, c31, addend + (3 * addendRow), c + (3 * cRow), mask);
        if (R.Value > 4) Tile.AddAndStore<T, V, L, N, E>(c40, c41, addend + (4 * addendRow), c + (4 * cRow), mask);
        if (R.Value > 5) Tile.AddAndStore<T, V, L, N, E>(c50, c51, addend + (5 * addendRow), c + (5 * cRow), mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<T, V, L, N>(byte* a, V b0, V b1, ref V c0, ref V c1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where N : struct, IConstant
    {
        V x = L.Fill(*(T*)a);
        c0 = L.MultiplyAdd(x, b0, c0);
        if (N.Value > 1) c1 = L.MultiplyAdd(x, b1, c1);
    }
}
