using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The tile of products that are one register wide at most, such as those of output layers: as many rows as the registers hold, so that every
/// element of B that is loaded serves 24 of them, and a batch is few tiles.
/// </summary>
/// <remarks>It sums in the order of <see cref="Tile"/>, of which it is a form of its own for the sake of compilers: more cases in one method
/// than that one has are no longer resolved when it is compiled.</remarks>
internal static unsafe class TallTile
{
    /// <summary>Computes one tile.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="V">The register.</typeparam>
    /// <typeparam name="L">The lane witness.</typeparam>
    /// <typeparam name="R">The number of rows, a multiple of 4 up to 24.</typeparam>
    /// <typeparam name="E">1 where there are fewer columns than lanes, given by the mask; else 0.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, V, L, R, E>(in TileOperands<T> o, V mask)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where R : struct, IConstant
        where E : struct, IConstant
    {
        V c0 = L.Zero, c1 = L.Zero, c2 = L.Zero, c3 = L.Zero;
        V c4 = L.Zero, c5 = L.Zero, c6 = L.Zero, c7 = L.Zero;
        V c8 = L.Zero, c9 = L.Zero, c10 = L.Zero, c11 = L.Zero;
        V c12 = L.Zero, c13 = L.Zero, c14 = L.Zero, c15 = L.Zero;
        V c16 = L.Zero, c17 = L.Zero, c18 = L.Zero, c19 = L.Zero;
        V c20 = L.Zero, c21 = L.Zero, c22 = L.Zero, c23 = L.Zero;

        // Rows are reached from every fourth row's pointer plus one to three strides.
        nint s1 = o.ARow, s2 = 2 * s1, s3 = 3 * s1, s4 = 4 * s1;
        byte* a0 = (byte*)o.A;
        byte* a4 = a0 + s4, a8 = a4 + s4, a12 = a8 + s4, a16 = a12 + s4, a20 = a16 + s4;
        byte* b = (byte*)o.B;
        nint aStep = o.AStep, bStep = o.BStep;
        for (nint p = o.K; p != 0; p--)
        {
            V b0 = E.Value == 1 ? L.LoadMasked((T*)b, mask) : L.Load((T*)b);
            if (R.Value > 0)
            {
                c0 = L.MultiplyAdd(L.Fill(*(T*)(a0)), b0, c0);
                c1 = L.MultiplyAdd(L.Fill(*(T*)(a0 + s1)), b0, c1);
                c2 = L.MultiplyAdd(L.Fill(*(T*)(a0 + s2)), b0, c2);
                c3 = L.MultiplyAdd(L.Fill(*(T*)(a0 + s3)), b0, c3);
                a0 += aStep;
            }

            if (R.Value > 4)
            {
                c4 = L.MultiplyAdd(L.Fill(*(T*)(a4)), b0, c4);
                c5 = L.MultiplyAdd(L.Fill(*(T*)(a4 + s1)), b0, c5);
                c6 = L.MultiplyAdd(L.Fill(*(T*)(a4 + s2)), b0, c6);
                c7 = L.MultiplyAdd(L.Fill(*(T*)(a4 + s3)), b0, c7);
                a4 += aStep;
            }

            if (R.Value > 8)
            {
                c8 = L.MultiplyAdd(L.Fill(*(T*)(a8)), b0, c8);
                c9 = L.MultiplyAdd(L.Fill(*(T*)(a8 + s1)), b0, c9);
                c10 = L.MultiplyAdd(L.Fill(*(T*)(a8 + s2)), b0, c10);
                c11 = L.MultiplyAdd(L.Fill(*(T*)(a8 + s3)), b0, c11);
                a8 += aStep;
            }

            if (R.Value > 12)
            {
                c12 = L.MultiplyAdd(L.Fill(*(T*)(a12)), b0, c12);
                c13 = L.MultiplyAdd(L.Fill(*(T*)(a12 + s1)), b0, c13);
                c14 = L.MultiplyAdd(L.Fill(*(T*)(a12 + s2)), b0, c14);
                c15 = L.MultiplyAdd(L.Fill(*(T*)(a12 + s3)), b0, c15);
                a12 += aStep;
            }

            if (R.Value > 16)
            {
                c16 = L.MultiplyAdd(L.Fill(*(T*)(a16)), b0, c16);
                c17 = L.MultiplyAdd(L.Fill(*(T*)(a16 + s1)), b0, c17);
                c18 = L.MultiplyAdd(L.Fill(*(T*)(a16 + s2)), b0, c18);
                c19 = L.MultiplyAdd(L.Fill(*(T*)(a16 + s3)), b0, c19);
                a16 += aStep;
            }

            if (R.Value > 20)
            {
                c20 = L.MultiplyAdd(L.Fill(*(T*)(a20)), b0, c20);
                c21 = L.MultiplyAdd(L.Fill(*(T*)(a20 + s1)), b0, c21);
                c22 = L.MultiplyAdd(L.Fill(*(T*)(a20 + s2)), b0, c22);
                c23 = L.MultiplyAdd(L.Fill(*(T*)(a20 + s3)), b0, c23);
                a20 += aStep;
            }

            b += bStep;
        }

        byte* c = (byte*)o.C;
        byte* addend = (byte*)o.Addend;
        nint cRow = o.CRow, addendRow = o.AddendRow;
        if (R.Value > 0) AddAndStore<T, V, L, E>(c0, c1, c2, c3, addend, addendRow, c, cRow, mask);
        if (R.Value > 4) AddAndStore<T, V, L, E>(c4, c5, c6, c7, addend + (4 * addendRow), addendRow, c + (4 * cRow), cRow, mask);
        if (R.Value > 8) AddAndStore<T, V, L, E>(c8, c9, c10, c11, addend + (8 * addendRow), addendRow, c + (8 * cRow), cRow, mask);
        if (R.Value > 12) AddAndStore<T, V, L, E>(c12, c13, c14, c15, addend + (12 * addendRow), addendRow, c + (12 * cRow), cRow, mask);
        if (R.Value > 16) AddAndStore<T, V, L, E>(c16, c17, c18, c19, addend + (16 * addendRow), addendRow, c + (16 * cRow), cRow, mask);
        if (R.Value > 20) AddAndStore<T, V, L, E>(c20, c21, c22, c23, addend + (20 * addendRow), addendRow, c + (20 * cRow), cRow, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddAndStore<T, V, L, E>(V sum0, V sum1, V sum2, V sum3, byte* addend, nint addendRow, byte* c, nint cRow, V mask)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where E : struct, IConstant
    {
        AddAndStore<T, V, L, E>(sum0, addend, c, mask);
        AddAndStore<T, V, L, E>(sum1, addend + addendRow, c + cRow, mask);
        AddAndStore<T, V, L, E>(sum2, addend + (2 * addendRow), c + (2 * cRow), mask);
        AddAndStore<T, V, L, E>(sum3, addend + (3 * addendRow), c + (3 * cRow), mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddAndStore<T, V, L, E>(V sum, byte* addend, byte* c, V mask)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where E : struct, IConstant
    {
        if (E.Value == 1) L.StoreMasked(L.Add(sum, L.LoadMasked((T*)addend, mask)), (T*)c, mask);
        else L.Store(L.Add(sum, L.Load((T*)addend)), (T*)c);
    }
}
