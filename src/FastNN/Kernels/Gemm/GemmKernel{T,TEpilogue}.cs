using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The blocked matrix product on one thread. Outermost run blocks of rows (one, unless packed panels of A are kept), then blocks along k, then
/// blocks of columns of B; within them every row panel of A, held by the first-level cache, sweeps a block of B that is held by the second.
/// </summary>
/// <remarks>
/// Source of the scheme: F. Van Zee, R. van de Geijn, "BLIS: a framework for rapidly instantiating BLAS functionality", 2015. Here a panel of A
/// is packed just before its first sweep, because networks' batches are short; it is kept where more blocks of columns follow.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TEpilogue">What is done to each finished row.</typeparam>
/// <param name="operands">The operands.</param>
internal unsafe ref struct GemmKernel<T, TEpilogue>(in GemmOperands<T> operands) : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IRowEpilogue<T>
{
    // By reference: copying what was just written in small pieces would wait for them to reach the cache, half as long as a small product takes.
    private readonly ref readonly GemmOperands<T> _operands = ref operands;

    /// <summary>What is done to each finished row.</summary>
    public TEpilogue Epilogue;

    /// <summary>Scratch of <see cref="Gemm.WorkspaceCount{T}"/> elements, 64-byte aligned.</summary>
    public T* Workspace;

    /// <inheritdoc/>
    public void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        ref readonly GemmOperands<T> g = ref _operands;
        int tileColumns = 2 * L.Count;
        int stepCount = GemmBlocking.StepCount<T>(g.K);
        bool inPlace = GemmBlocking.ReadsBInPlace<T>(g.M, g.N, g.K, g.Ldb, g.TransposeB);
        int columnCount = inPlace ? g.N : GemmBlocking.ColumnCount<T>(g.N, stepCount, tileColumns);
        bool packA = g.Alpha != T.One || GemmBlocking.PacksA<T>(g.M, g.N, g.K, g.Lda, g.TransposeA);

        // Several blocks of columns take their panels of A from one packing, as many rows of it as there is room for.
        bool keepsA = packA && columnCount < g.N;
        int rowCount = keepsA ? GemmBlocking.KeptRowCount<T>(g.M, stepCount) : g.M;
        T* packedA = Workspace;
        T* packedB = Workspace + (packA ? Gemm.PackedACount<T>(g.M, stepCount, keepsA) : 0);
        GemmBlock block = default;
        for (block.Row = 0; block.Row < g.M; block.Row += rowCount)
        {
            block.Rows = Math.Min(rowCount, g.M - block.Row);
            for (block.Step = 0; block.Step < g.K; block.Step += stepCount)
            {
                block.Steps = Math.Min(stepCount, g.K - block.Step);
                for (block.Column = 0; block.Column < g.N; block.Column += columnCount)
                {
                    block.Columns = Math.Min(columnCount, g.N - block.Column);
                    if (!inPlace) PackB<V, L>(in g, in block, tileColumns, packedB);
                    SweepRows<V, L>(in block, packA ? packedA : null, keepsA, inPlace ? null : packedB);
                }
            }
        }
    }

    private static void PackB<V, L>(in GemmOperands<T> g, in GemmBlock block, int tileColumns, T* packed)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        if (!g.TransposeB)
        {
            T* b = g.B + ((nint)block.Step * g.Ldb) + block.Column;
            Packing.Copy<T, V, L>(b, g.Ldb, block.Columns, block.Steps, packed, tileColumns);
            return;
        }

        for (int done = 0; done < block.Columns; done += tileColumns, packed += (nint)block.Steps * tileColumns)
        {
            int width = Math.Min(tileColumns, block.Columns - done);
            T* b = g.B + ((nint)(block.Column + done) * g.Ldb) + block.Step;
            Packing.Transpose<T, V, L>(b, g.Ldb, width, block.Steps, packed, tileColumns);
        }
    }

    private void SweepRows<V, L>(in GemmBlock block, T* packedA, bool keepsA, T* packedB)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        ref readonly GemmOperands<T> g = ref _operands;
        int tileColumns = 2 * L.Count, columns = block.Columns, steps = block.Steps;
        int mostRows = L.RegisterCount >= 32 ? Tile.MaxRows : Tile.MaxRows / 2;
        nint aRow = g.TransposeA ? 1 : g.Lda, aStep = g.TransposeA ? g.Lda : 1;
        bool first = block.Step == 0, last = block.Step + steps == g.K;
        bool packsA = packedA != null && (block.Column == 0 || !keepsA);
        TileOperands<T> tile = default;
        tile.K = steps;
        tile.CRow = (nint)g.Ldc * sizeof(T);
        tile.ARow = (packedA != null ? 1 : aRow) * sizeof(T);
        tile.AStep = (packedA != null ? Tile.MaxRows : aStep) * sizeof(T);
        for (int i = 0, rows; i < block.Rows; i += rows)
        {
            rows = GemmBlocking.NextRows(block.Rows - i, mostRows);
            T* a = g.A + ((block.Row + i) * aRow) + (block.Step * aStep);
            PanelPrefetch<T, V, L> ahead = default;
            if (packedA == null)
            {
                tile.A = a;
            }
            else
            {
                // Panels that more than one tile reads are packed whole, and tiles end where they do.
                bool sharesPanels = keepsA || g.TransposeA;
                int inPanel = sharesPanels ? i % Tile.MaxRows : 0;
                int panelRows = sharesPanels ? Math.Min(Tile.MaxRows, block.Rows - i + inPanel) : rows;
                rows = Math.Min(rows, GemmBlocking.NextRows(panelRows - inPanel, mostRows));
                int inPacked = keepsA ? i : g.TransposeA ? i % GemmBlocking.TransposedGroupRows : 0;
                T* panel = packedA + ((nint)(inPacked - inPanel) * steps);
                tile.A = panel + inPanel;
                if (packsA && g.TransposeA)
                {
                    if (i % GemmBlocking.TransposedGroupRows == 0)
                    {
                        PackTransposedGroup(in g, a, Math.Min(GemmBlocking.TransposedGroupRows, block.Rows - i), steps, panel);
                    }
                }
                else if (packsA && inPanel == 0)
                {
                    Packing.Transpose<T, V, L>(a, g.Lda, panelRows, steps, panel, Tile.MaxRows);
                    if (g.Alpha != T.One) Packing.Scale(panel, (nint)steps * Tile.MaxRows, g.Alpha);
                    int rowsAhead = Math.Min(panelRows, block.Rows - i - panelRows);
                    int shares = (columns + tileColumns - 1) / tileColumns;
                    if (rowsAhead > 0) ahead = new PanelPrefetch<T, V, L>(a + (panelRows * aRow), rowsAhead, steps, g.Lda, shares);
                }
            }

            T* c = g.C + ((nint)(block.Row + i) * g.Ldc) + block.Column;
            for (int done = 0; done < columns; done += tileColumns)
            {
                tile.B = packedB != null ? packedB + ((nint)done * steps) : g.B + ((nint)block.Step * g.Ldb) + block.Column + done;
                tile.BStep = (packedB != null ? tileColumns : g.Ldb) * (nint)sizeof(T);
                tile.C = c + done;
                tile.Addend = !first || g.Beta != T.Zero ? tile.C : g.Bias == null ? TileOperands<T>.Nothing : g.Bias + block.Column + done;
                tile.AddendRow = tile.Addend == tile.C ? tile.CRow : 0;
                ahead.AskForShare();
                if (!first) AskForRows<V, L>(in tile, rows);
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

    // Earlier sums have left the caches by the time that they are added to: they are asked for while the tile is being computed.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AskForRows<V, L>(in TileOperands<T> tile, int rows)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        byte* end = (byte*)tile.C + (rows * tile.CRow);
        for (byte* row = (byte*)tile.C; row < end; row += tile.CRow)
        {
            L.Prefetch(row);
            L.Prefetch(row + (L.Count * sizeof(T)));
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
