using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The blocked matrix product on one thread. Outermost run blocks of columns of B, then blocks along k; within them every row
/// panel of A, held by the first-level cache, sweeps a block of B that is held by the second.
/// </summary>
/// <remarks>
/// Source of the scheme: F. Van Zee, R. van de Geijn, "BLIS: a framework for rapidly instantiating BLAS functionality", 2015.
/// Here the panel of A is packed just before its sweep, because a row of networks' batches is short.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TEpilogue">What is done to each finished row.</typeparam>
internal unsafe struct GemmKernel<T, TEpilogue> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IRowEpilogue<T>
{
    /// <summary>The operands.</summary>
    public GemmOperands<T> Operands;

    /// <summary>What is done to each finished row.</summary>
    public TEpilogue Epilogue;

    /// <summary>Scratch of <see cref="Gemm.WorkspaceCount{T}"/> elements, 64-byte aligned.</summary>
    public T* Workspace;

    /// <inheritdoc/>
    public void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        ref readonly GemmOperands<T> g = ref Operands;
        int tileColumns = 2 * L.Count;
        int stepCount = GemmBlocking.StepCount<T>(g.K);
        bool inPlace = GemmBlocking.ReadsBInPlace<T>(g.M, g.N, g.K, g.Ldb, g.TransposeB);
        int columnCount = inPlace ? g.N : GemmBlocking.ColumnCount<T>(g.N, stepCount, tileColumns);
        bool packA = g.Alpha != T.One || GemmBlocking.PacksA<T>(g.M, g.N, g.K, g.Lda, g.TransposeA);
        T* packedA = Workspace;
        T* packedB = Workspace + (packA ? Gemm.PackedACount(g.M, stepCount) : 0);

        for (int j = 0; j < g.N; j += columnCount)
        {
            int columns = Math.Min(columnCount, g.N - j);
            for (int p = 0; p < g.K; p += stepCount)
            {
                int steps = Math.Min(stepCount, g.K - p);
                if (!inPlace) PackB<V, L>(in g, j, columns, p, steps, tileColumns, packedB);
                SweepRows<V, L>(j, columns, p, steps, packA ? packedA : null, inPlace ? null : packedB);
            }
        }
    }

    private static void PackB<V, L>(in GemmOperands<T> g, int j, int columns, int p, int steps, int tileColumns, T* packed)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        if (!g.TransposeB)
        {
            Packing.Copy<T, V, L>(g.B + ((nint)p * g.Ldb) + j, g.Ldb, columns, steps, packed, tileColumns);
            return;
        }

        for (int done = 0; done < columns; done += tileColumns, packed += (nint)steps * tileColumns)
        {
            int width = Math.Min(tileColumns, columns - done);
            Packing.Transpose<T, V, L>(g.B + ((nint)(j + done) * g.Ldb) + p, g.Ldb, width, steps, packed, tileColumns);
        }
    }

    private void SweepRows<V, L>(int j, int columns, int p, int steps, T* packedA, T* packedB)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        ref readonly GemmOperands<T> g = ref Operands;
        int tileColumns = 2 * L.Count;
        int mostRows = L.RegisterCount >= 32 ? Tile.MaxRows : Tile.MaxRows / 2;
        nint aRow = g.TransposeA ? 1 : g.Lda, aStep = g.TransposeA ? g.Lda : 1;
        bool first = p == 0, last = p + steps == g.K;
        TileOperands<T> tile = default;
        tile.K = steps;
        tile.CRow = (nint)g.Ldc * sizeof(T);
        for (int i = 0, rows; i < g.M; i += rows)
        {
            rows = GemmBlocking.NextRows(g.M - i, mostRows);
            T* a = g.A + (i * aRow) + (p * aStep);
            T* tileA = a;
            tile.ARow = aRow * sizeof(T);
            tile.AStep = aStep * sizeof(T);
            if (packedA != null)
            {
                tile.ARow = sizeof(T);
                tile.AStep = Tile.MaxRows * sizeof(T);
                tileA = packedA;
                if (g.TransposeA)
                {
                    // Tiles end where panels do.
                    int inGroup = i % GemmBlocking.TransposedGroupRows, inPanel = inGroup % Tile.MaxRows;
                    rows = GemmBlocking.NextRows(Math.Min(Tile.MaxRows - inPanel, g.M - i), mostRows);
                    if (inGroup == 0) PackTransposedGroup(in g, a, Math.Min(GemmBlocking.TransposedGroupRows, g.M - i), steps, packedA);
                    tileA += ((nint)(inGroup - inPanel) * steps) + inPanel;
                }
                else
                {
                    Packing.Transpose<T, V, L>(a, g.Lda, rows, steps, packedA, Tile.MaxRows);
                    if (g.Alpha != T.One) Packing.Scale(packedA, (nint)steps * Tile.MaxRows, g.Alpha);
                }
            }

            PanelPrefetch<T, V, L> ahead = default;
            if (packedA != null && !g.TransposeA && i + rows < g.M)
            {
                int shares = (columns + tileColumns - 1) / tileColumns;
                ahead = new PanelPrefetch<T, V, L>(a + (rows * aRow), Math.Min(rows, g.M - i - rows), steps, g.Lda, shares);
            }

            T* c = g.C + ((nint)i * g.Ldc) + j;
            for (int done = 0; done < columns; done += tileColumns)
            {
                tile.A = tileA;
                tile.B = packedB != null ? packedB + ((nint)done * steps) : g.B + ((nint)p * g.Ldb) + j + done;
                tile.BStep = (packedB != null ? tileColumns : g.Ldb) * (nint)sizeof(T);
                tile.C = c + done;
                tile.Addend = !first || g.Beta != T.Zero ? tile.C : g.Bias == null ? null : g.Bias + j + done;
                tile.AddendRow = tile.Addend == tile.C ? tile.CRow : 0;
                ahead.AskForShare();
                RunTile<V, L>(rows, Math.Min(tileColumns, columns - done), in tile);
            }

            if (last && !TEpilogue.IsNothing)
            {
                // Rows without gaps are one.
                if (columns == g.Ldc) Epilogue.Apply<V, L>(c, (nint)rows * columns);
                else for (int r = 0; r < rows; r++) Epilogue.Apply<V, L>(c + ((nint)r * g.Ldc), columns);
            }
        }
    }

    private static void PackTransposedGroup(in GemmOperands<T> g, T* a, int rows, int steps, T* packed)
    {
        Packing.Copy<T, Vector128<T>, Lanes128<T>>(a, g.Lda, rows, steps, packed, Tile.MaxRows);
        if (g.Alpha == T.One) return;
        int panels = (rows + Tile.MaxRows - 1) / Tile.MaxRows;
        Packing.Scale(packed, (nint)panels * Tile.MaxRows * steps, g.Alpha);
    }

    private static void RunTile<V, L>(int rows, int columns, in TileOperands<T> tile)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        switch (rows)
        {
            case 12: RunTile<V, L, Constant.Twelve>(columns, in tile); break;
            case 10: RunTile<V, L, Constant.Ten>(columns, in tile); break;
            case 8: RunTile<V, L, Constant.Eight>(columns, in tile); break;
            case 6: RunTile<V, L, Constant.Six>(columns, in tile); break;
            case 4: RunTile<V, L, Constant.Four>(columns, in tile); break;
            case 2: RunTile<V, L, Constant.Two>(columns, in tile); break;
            default: RunTile<V, L, Constant.One>(columns, in tile); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunTile<V, L, R>(int columns, in TileOperands<T> tile)
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where R : struct, IConstant
    {
        int lanes = L.Count;
        if (columns == 2 * lanes) Tile.Run<T, V, L, R, Constant.Two, Constant.Zero>(in tile, default);
        else if (columns > lanes) Tile.Run<T, V, L, R, Constant.Two, Constant.One>(in tile, L.FirstLanes(columns - lanes));
        else if (columns == lanes) Tile.Run<T, V, L, R, Constant.One, Constant.Zero>(in tile, default);
        else Tile.Run<T, V, L, R, Constant.One, Constant.One>(in tile, L.FirstLanes(columns));
    }
}
