using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The blocked matrix product on one thread. Outermost run blocks of rows (one, unless packed panels of A are kept), then blocks along k, then
/// blocks of columns of B; within them every row panel of A, held by the first-level cache, sweeps a block of B that is held by the second. A
/// transposed B of short rows or few columns, or for few rows of A, is turned in strips.
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

    // Null where A or B is read where it lies.
    private T* _packedA;
    private T* _packedB;

    // Where a block of B lies that is not packed: in B, or, if B is transposed, as a turned strip in the workspace.
    private T* _blockB;
    private nint _blockLdb;

    // Whether panels of A outlive the block of columns for which they were packed.
    private bool _keepsA;

    // Whether tiles ask for memory ahead, those of packed blocks for what comes next and short ones for their lines of C: not where B is one block.
    private bool _asksAhead;

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
        bool inPlace = OperandPlacement.ReadsBInPlace<T>(g.M, g.N, g.K, g.Ldb, g.TransposeB);
        bool packA = g.Alpha != T.One || OperandPlacement.PacksA<T>(g.M, g.N, g.K, g.Lda, g.TransposeA);
        int strip = g.TransposeB && !packA ? GemmBlocking.StripColumnCount<T>(g.M, g.N, stepCount, tileColumns) : 0;
        if (strip > 0)
        {
            RunStrips<V, L>(stepCount, strip);
            return;
        }

        int columnCount = inPlace
            ? GemmBlocking.InPlaceColumnCount<T>(g.M, g.N, g.K, stepCount, tileColumns)
            : GemmBlocking.ColumnCount<T>(g.N, stepCount, tileColumns);

        // Several blocks of columns take their panels of A from one packing, as many rows of it as there is room for.
        _keepsA = packA && columnCount < g.N;
        int rowCount = _keepsA ? GemmBlocking.KeptRowCount<T>(g.M, stepCount) : g.M;
        _packedA = packA ? Workspace : null;
        _packedB = inPlace ? null : Workspace + (packA ? Gemm.PackedACount<T>(g.M, stepCount, _keepsA) : 0);
        _blockLdb = g.Ldb;
        _asksAhead = columnCount < g.N || stepCount < g.K;
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
                    if (inPlace) _blockB = g.BlockOfB(block.Step, block.Column);
                    else if (!PacksWithinTiles<V, L>(in block)) BlockPacking.PackB<T, V, L>(in g, in block, _packedB);
                    SweepRows<V, L>(in block);
                }
            }
        }
    }

    // Turns one strip of a transposed B after another, and reads it like a B that lies in place.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunStrips<V, L>(int stepCount, int columnCount)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        ref readonly GemmOperands<T> g = ref _operands;
        _blockB = Workspace;
        _blockLdb = columnCount;
        GemmBlock block = default;
        block.Rows = g.M;
        for (; block.Column < g.N; block.Column += columnCount)
        {
            block.Columns = Math.Min(columnCount, g.N - block.Column);
            for (block.Step = 0; block.Step < g.K; block.Step += stepCount)
            {
                block.Steps = Math.Min(stepCount, g.K - block.Step);
                T* b = g.B + ((nint)block.Column * g.Ldb) + block.Step;
                Packing.Transpose<T, V, L>(b, g.Ldb, block.Columns, block.Steps, _blockB, columnCount);
                SweepRows<V, L>(in block);
            }
        }
    }

    // The first full row panel copies the columns that it reads, all but a last narrow tile. Short tiles have no time for it.
    private readonly bool PacksWithinTiles<V, L>(in GemmBlock block)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        int mostRows = Tile.MostRows<T, V, L>();
        return Tile.Fits<T, V, L>() && _packedB != null && !_operands.TransposeB
            && GemmBlocking.NextRows(block.Rows, mostRows) == mostRows;
    }

    private void SweepRows<V, L>(in GemmBlock block)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        ref readonly GemmOperands<T> g = ref _operands;
        int mostRows = Tile.MostRows<T, V, L>();
        nint aRow = g.TransposeA ? 1 : g.Lda, aStep = g.TransposeA ? g.Lda : 1;
        bool last = block.Step + block.Steps == g.K;

        // Columns that fill one register at most, such as those of output layers.
        bool isNarrow = block.Columns <= L.Count && block.Rows > mostRows && _packedA == null && _packedB == null
            && !OperandPlacement.RowsCollide<T>(g.Lda, g.TransposeA);
        bool sweeps = GemmBlocking.SweepsTiles(block.Columns / (2 * L.Count), block.Steps);
        TileOperands<T> tile = default;
        tile.K = block.Steps;
        tile.CRow = (nint)g.Ldc * sizeof(T);
        tile.ARow = (_packedA != null ? 1 : aRow) * sizeof(T);
        tile.AStep = (_packedA != null ? Tile.MaxRows : aStep) * sizeof(T);
        for (int i = 0, rows; i < block.Rows; i += rows)
        {
            int tall = isNarrow ? GemmBlocking.NextTallRows(block.Rows - i, 2 * mostRows) : 0;
            rows = tall > 0 ? tall : GemmBlocking.NextRows(block.Rows - i, mostRows);
            T* a = g.A + ((block.Row + i) * aRow) + (block.Step * aStep);
            int panelEnd = i + rows;
            if (_packedA == null) tile.A = a;
            else tile.A = TakePackedRows<V, L>(in block, i, a, ref rows, ref panelEnd);
            T* c = g.C + ((nint)(block.Row + i) * g.Ldc) + block.Column;
            if (_packedB == null) SweepInPlace<V, L>(in block, rows, c, sweeps, ref tile);
            else SweepPacked<V, L>(in block, i, rows, panelEnd, c, ref tile);
            if (last && !TEpilogue.IsNothing)
            {
                // Rows without gaps are one.
                if (block.Columns == g.Ldc) Epilogue.Apply<V, L>(c, (nint)rows * block.Columns);
                else for (int r = 0; r < rows; r++) Epilogue.Apply<V, L>(c + ((nint)r * g.Ldc), block.Columns);
            }
        }
    }

    // Finds the packed rows from row i of the block on; packs their panel first where nobody has, and ends the tile where the panel does.
    private readonly T* TakePackedRows<V, L>(in GemmBlock block, int i, T* a, ref int rows, ref int panelEnd)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        ref readonly GemmOperands<T> g = ref _operands;
        int steps = block.Steps;

        // Panels that more than one tile reads are packed whole.
        bool sharesPanels = _keepsA || g.TransposeA;
        int inPanel = sharesPanels ? i % Tile.MaxRows : 0;
        int panelRows = sharesPanels ? Math.Min(Tile.MaxRows, block.Rows - i + inPanel) : rows;
        panelEnd = i - inPanel + panelRows;
        rows = Math.Min(rows, GemmBlocking.NextRows(panelRows - inPanel, Tile.MostRows<T, V, L>()));
        int inPacked = _keepsA ? i : g.TransposeA ? i % GemmBlocking.TransposedGroupRows : 0;
        T* panel = _packedA + ((nint)(inPacked - inPanel) * steps);
        bool packs = inPanel == 0 && (block.Column == 0 || !_keepsA);
        if (packs && !g.TransposeA)
        {
            BlockPacking.PackRows<T, V, L>(in g, a, panelRows, steps, panel);
        }
        else if (packs && i % GemmBlocking.TransposedGroupRows == 0)
        {
            BlockPacking.PackTransposedRows(in g, a, Math.Min(GemmBlocking.TransposedGroupRows, block.Rows - i), steps, panel);
        }

        return panel + inPanel;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void SweepInPlace<V, L>(in GemmBlock block, int rows, T* c, bool sweeps, ref TileOperands<T> tile)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        int tileColumns = 2 * L.Count;
        tile.BStep = _blockLdb * sizeof(T);
        T* b = _blockB;
        int done = sweeps ? SweepWholeTiles<V, L>(in block, rows, c, ref tile) : 0;
        for (; done < block.Columns; done += tileColumns)
        {
            tile.B = b + done;
            PlaceSums<V, L>(in block, rows, c, done, ref tile);
            int width = Math.Min(tileColumns, block.Columns - done);
            if (rows > Tile.MostRows<T, V, L>()) TileShape.RunTall<T, V, L>(rows, width, in tile);
            else TileShape.Run<T, V, L>(rows, width, in tile);
        }
    }

    // Computes the block's whole tiles of a row panel in one call, and tells how many columns they are.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly int SweepWholeTiles<V, L>(in GemmBlock block, int rows, T* c, ref TileOperands<T> tile)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        int tileColumns = 2 * L.Count, whole = block.Columns / tileColumns;
        tile.B = _blockB;
        PlaceSums<V, L>(in block, rows, c, 0, ref tile);
        TileShape.RunSweep<T, V, L, Constant.Zero, Constant.Zero>(rows, whole, in tile);
        return whole * tileColumns;
    }

    private readonly void SweepPacked<V, L>(in GemmBlock block, int i, int rows, int panelEnd, T* c, ref TileOperands<T> tile)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        int tileColumns = 2 * L.Count;
        bool packsB = i == 0 && PacksWithinTiles<V, L>(in block);
        LinesAhead<T> ahead = _asksAhead
            ? LinesAhead<T>.AfterPanel(
                in _operands, in block, panelEnd, tileColumns, Tile.RoundSteps<T, V, L>(), _keepsA && block.Column > 0 ? _packedA : null)
            : default;
        T* b = _operands.BlockOfB(block.Step, block.Column);
        for (int done = 0; done < block.Columns; done += tileColumns)
        {
            int width = Math.Min(tileColumns, block.Columns - done);
            bool isFull = width == tileColumns && rows == Tile.MostRows<T, V, L>();
            tile.Panel = _packedB + ((nint)done * block.Steps);
            PlaceSums<V, L>(in block, rows, c, done, ref tile);
            if (packsB && isFull)
            {
                tile.B = b + done;
                tile.BStep = (nint)_operands.Ldb * sizeof(T);
                TileShape.RunFull<T, V, L, Constant.Two>(in tile);
                continue;
            }

            if (packsB) Packing.Copy<T, V, L, Constant.Two>(b + done, _operands.Ldb, width, block.Steps, tile.Panel);
            tile.B = tile.Panel;
            tile.BStep = tileColumns * (nint)sizeof(T);
            ahead.GiveShare(ref tile);
            if (isFull && _asksAhead) TileShape.RunFull<T, V, L, Constant.One>(in tile);
            else TileShape.Run<T, V, L>(rows, width, in tile);
        }
    }

    // The tile's place in C, and what it adds to: earlier sums, the bias, or nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void PlaceSums<V, L>(in GemmBlock block, int rows, T* c, int column, ref TileOperands<T> tile)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        ref readonly GemmOperands<T> g = ref _operands;
        bool first = block.Step == 0;
        tile.C = c + column;
        tile.Addend = !first || g.Beta != T.Zero ? tile.C : g.Bias == null ? TileOperands<T>.Nothing : g.Bias + block.Column + column;
        tile.AddendRow = tile.Addend == tile.C ? tile.CRow : 0;
        if (!first || (_asksAhead && !Tile.Fits<T, V, L>())) AskForRows<V, L>(in tile, rows);
    }

    // Earlier sums have left the caches by the time that they are added to, and so have lines that are only written, for which short tiles leave
    // less time: they are asked for while the tile is being computed.
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
}
