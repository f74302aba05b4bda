using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The register tile of the matrix product: <c>R × N·lanes</c> elements of C stay in registers while k runs, so that a step
/// costs R·N multiply-adds for N loads of B and R broadcasts of A.
/// </summary>
/// <remarks>
/// Every element of C is summed over k in ascending order by one accumulator, whatever the tile's shape: the bits of a product
/// do not depend on how it was cut into tiles.
/// </remarks>
internal static unsafe class Tile
{
    /// <summary>The most rows that a tile has: 12 × 2 accumulators leave eight registers for B and A.</summary>
    public const int MaxRows = 12;

    /// <summary>The registers that these tiles are made for; with fewer, tiles are short (<see cref="ShortTile"/>).</summary>
    public const int RegisterCount = 32;

    // Rows of B that a tile which packs them asks for ahead: some 400 cycles, as long as memory takes to answer.
    private const int StepsAhead = 32;

    /// <summary>Tells whether lanes have the registers of these tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Fits<T, V, L>()
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.RegisterCount >= RegisterCount;

    /// <summary>Gets the most rows of a tile that the lanes' registers hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MostRows<T, V, L>()
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V> => Fits<T, V, L>() ? MaxRows : ShortTile.MaxRows;

    /// <summary>Gets the steps along k of a round of a tile's loop, 1 or 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RoundSteps<T, V, L>()
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V> => Fits<T, V, L>() ? 1 : ShortTile.RoundSteps;

    /// <summary>Computes one tile.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="V">The register.</typeparam>
    /// <typeparam name="L">The lane witness.</typeparam>
    /// <typeparam name="R">The number of rows, 1 to <see cref="MaxRows"/>.</typeparam>
    /// <typeparam name="N">The number of registers across, 1 or 2.</typeparam>
    /// <typeparam name="E">1 where the last register across holds fewer columns than lanes, given by the mask; else 0.</typeparam>
    /// <typeparam name="P">
    /// 0 for nothing else; 1 where B is a packed panel, and the tile also asks for the memory of what comes next; 2 where it also copies its columns
    /// of B, of which it asks for later rows, to a panel for the tiles below it.
    /// </typeparam>
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
        V c60 = L.Zero, c61 = L.Zero;
        V c70 = L.Zero, c71 = L.Zero;
        V c80 = L.Zero, c81 = L.Zero;
        V c90 = L.Zero, c91 = L.Zero;
        V c100 = L.Zero, c101 = L.Zero;
        V c110 = L.Zero, c111 = L.Zero;

        // Rows are reached from every third row's pointer plus one or two strides: few registers for any layout of A.
        nint s1 = o.ARow, s2 = 2 * s1;
        byte* a0 = (byte*)o.A;
        byte* a3 = a0 + (3 * s1), a6 = a0 + (6 * s1), a9 = a0 + (9 * s1);
        byte* b = (byte*)o.B;
        nint aStep = o.AStep, bStep = P.Value == 1 ? 2 * L.Count * sizeof(T) : o.BStep;

        // Sixteen registers hold all addresses because no kind of tile needs all of these.
        T* panel = o.Panel;
        byte* ahead = o.Ahead;
        nint aheadSecond = o.AheadSecond, aheadStep = o.AheadStep, rowsAhead = StepsAhead * o.BStep;
        for (nint p = o.K; p != 0; p--)
        {
            V b0 = E.Value == 1 && N.Value == 1 ? L.LoadMasked((T*)b, mask) : L.Load((T*)b);
            V b1 = N.Value == 1 ? L.Zero : E.Value == 1 ? L.LoadMasked((T*)b + L.Count, mask) : L.Load((T*)b + L.Count);
            if (R.Value > 0)
            {
                V x = L.Fill(*(T*)(a0));
                c00 = L.MultiplyAdd(x, b0, c00);
                if (N.Value > 1) c01 = L.MultiplyAdd(x, b1, c01);
            }
            if (R.Value > 1)
            {
                V x = L.Fill(*(T*)(a0 + s1));
                c10 = L.MultiplyAdd(x, b0, c10);
                if (N.Value > 1) c11 = L.MultiplyAdd(x, b1, c11);
            }
            if (R.Value > 2)
            {
                V x = L.Fill(*(T*)(a0 + s2));
                c20 = L.MultiplyAdd(x, b0, c20);
                if (N.Value > 1) c21 = L.MultiplyAdd(x, b1, c21);
            }
            if (R.Value > 3)
            {
                V x = L.Fill(*(T*)(a3));
                c30 = L.MultiplyAdd(x, b0, c30);
                if (N.Value > 1) c31 = L.MultiplyAdd(x, b1, c31);
            }
            if (R.Value > 4)
            {
                V x = L.Fill(*(T*)(a3 + s1));
                c40 = L.MultiplyAdd(x, b0, c40);
                if (N.Value > 1) c41 = L.MultiplyAdd(x, b1, c41);
            }
            if (R.Value > 5)
            {
                V x = L.Fill(*(T*)(a3 + s2));
                c50 = L.MultiplyAdd(x, b0, c50);
                if (N.Value > 1) c51 = L.MultiplyAdd(x, b1, c51);
            }
            if (R.Value > 6)
            {
                V x = L.Fill(*(T*)(a6));
                c60 = L.MultiplyAdd(x, b0, c60);
                if (N.Value > 1) c61 = L.MultiplyAdd(x, b1, c61);
            }
            if (R.Value > 7)
            {
                V x = L.Fill(*(T*)(a6 + s1));
                c70 = L.MultiplyAdd(x, b0, c70);
                if (N.Value > 1) c71 = L.MultiplyAdd(x, b1, c71);
            }
            if (R.Value > 8)
            {
                V x = L.Fill(*(T*)(a6 + s2));
                c80 = L.MultiplyAdd(x, b0, c80);
                if (N.Value > 1) c81 = L.MultiplyAdd(x, b1, c81);
            }
            if (R.Value > 9)
            {
                V x = L.Fill(*(T*)(a9));
                c90 = L.MultiplyAdd(x, b0, c90);
                if (N.Value > 1) c91 = L.MultiplyAdd(x, b1, c91);
            }
            if (R.Value > 10)
            {
                V x = L.Fill(*(T*)(a9 + s1));
                c100 = L.MultiplyAdd(x, b0, c100);
                if (N.Value > 1) c101 = L.MultiplyAdd(x, b1, c101);
            }
            if (R.Value > 11)
            {
                V x = L.Fill(*(T*)(a9 + s2));
                c110 = L.MultiplyAdd(x, b0, c110);
                if (N.Value > 1) c111 = L.MultiplyAdd(x, b1, c111);
            }

            if (P.Value == 2)
            {
                L.Store(b0, panel);
                L.Store(b1, panel + L.Count);
                panel += 2 * L.Count;
                L.Prefetch(b + rowsAhead);
                if (L.Count * sizeof(T) == GemmBlocking.LineBytes) L.Prefetch(b + rowsAhead + GemmBlocking.LineBytes);
            }

            if (P.Value == 1)
            {
                L.Prefetch(ahead);
                L.Prefetch(ahead + aheadSecond);
                ahead += aheadStep;
            }

            a0 += aStep;
            if (R.Value > 3) a3 += aStep;
            if (R.Value > 6) a6 += aStep;
            if (R.Value > 9) a9 += aStep;
            b += bStep;
        }

        // One block without a branch: beside one, the ahead-of-time compiler keeps some of the sums on the stack throughout the loop.
        byte* c = (byte*)o.C;
        byte* addend = (byte*)o.Addend;
        nint cRow = o.CRow, addendRow = o.AddendRow;
        if (R.Value > 0) AddAndStore<T, V, L, N, E>(c00, c01, addend, c, mask);
        if (R.Value > 1) AddAndStore<T, V, L, N, E>(c10, c11, addend + addendRow, c + cRow, mask);
        if (R.Value > 2) AddAndStore<T, V, L, N, E>(c20, c21, addend + (2 * addendRow), c + (2 * cRow), mask);
        if (R.Value > 3) AddAndStore<T, V, L, N, E>(c30, c31, addend + (3 * addendRow), c + (3 * cRow), mask);
        if (R.Value > 4) AddAndStore<T, V, L, N, E>(c40, c41, addend + (4 * addendRow), c + (4 * cRow), mask);
        if (R.Value > 5) AddAndStore<T, V, L, N, E>(c50, c51, addend + (5 * addendRow), c + (5 * cRow), mask);
        if (R.Value > 6) AddAndStore<T, V, L, N, E>(c60, c61, addend + (6 * addendRow), c + (6 * cRow), mask);
        if (R.Value > 7) AddAndStore<T, V, L, N, E>(c70, c71, addend + (7 * addendRow), c + (7 * cRow), mask);
        if (R.Value > 8) AddAndStore<T, V, L, N, E>(c80, c81, addend + (8 * addendRow), c + (8 * cRow), mask);
        if (R.Value > 9) AddAndStore<T, V, L, N, E>(c90, c91, addend + (9 * addendRow), c + (9 * cRow), mask);
        if (R.Value > 10) AddAndStore<T, V, L, N, E>(c100, c101, addend + (10 * addendRow), c + (10 * cRow), mask);
        if (R.Value > 11) AddAndStore<T, V, L, N, E>(c110, c111, addend + (11 * addendRow), c + (11 * cRow), mask);
    }

    /// <summary>Adds to a row of sums and stores it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddAndStore<T, V, L, N, E>(V sum0, V sum1, byte* addend, byte* c, V mask)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where N : struct, IConstant
        where E : struct, IConstant
    {
        V addend0 = E.Value == 1 && N.Value == 1 ? L.LoadMasked((T*)addend, mask) : L.Load((T*)addend);
        V addend1 = N.Value == 1 ? L.Zero : E.Value == 1 ? L.LoadMasked((T*)addend + L.Count, mask) : L.Load((T*)addend + L.Count);
        sum0 = L.Add(sum0, addend0);
        sum1 = L.Add(sum1, addend1);
        if (E.Value == 1 && N.Value == 1) L.StoreMasked(sum0, (T*)c, mask);
        else L.Store(sum0, (T*)c);
        if (N.Value == 1) return;
        if (E.Value == 1) L.StoreMasked(sum1, (T*)c + L.Count, mask);
        else L.Store(sum1, (T*)c + L.Count);
    }
}
