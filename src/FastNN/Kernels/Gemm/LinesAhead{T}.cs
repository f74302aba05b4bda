using System.Numerics;

namespace FastNN.Kernels;

/// <summary>
/// The memory that the tiles of a row panel ask for while they run, so that what comes after the panel does not wait for it: two lines in
/// each round of a tile's loop, which its multiply-adds hide. Asked for in bursts between tiles, the same lines would hold up the loads of the
/// next tile.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct LinesAhead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private byte* _first;
    private nint _second;
    private nint _step;
    private nint _share;
    private int _sharesLeft;

    /// <summary>Asks for nothing new: for one line again and again, which costs nothing either.</summary>
    private static LinesAhead<T> Nothing => new() { _first = (byte*)TileOperands<T>.Nothing };

    /// <summary>Plans what comes after a row panel: another one, or after the last one another block of B.</summary>
    /// <param name="g">The product.</param>
    /// <param name="block">Its block.</param>
    /// <param name="panelEnd">The block's first row after the panel.</param>
    /// <param name="tileColumns">The columns of a tile.</param>
    /// <param name="roundSteps">The steps along k of a round of its loop, 1 or 2.</param>
    /// <param name="keptA">The packed panels of the block's rows, or null where they are not packed yet or not at all.</param>
    public static LinesAhead<T> AfterPanel(
        in GemmOperands<T> g, in GemmBlock block, int panelEnd, int tileColumns, int roundSteps, T* keptA)
    {
        if (panelEnd == block.Rows)
        {
            int step = block.Step, column = block.Column + block.Columns;
            if (column == g.N) (step, column) = (step + block.Steps, 0);
            bool isAnother = !g.TransposeB && step < g.K;
            return isAnother ? OfBlock(g.BlockOfB(step, column), Math.Min(block.Columns, g.N - column), g.Ldb, roundSteps) : Nothing;
        }

        int tiles = (block.Columns + tileColumns - 1) / tileColumns;
        if (keptA != null) return OfPanel(keptA + ((nint)panelEnd * block.Steps), block.Steps, tiles, roundSteps);
        if (!g.TransposeA) return OfRows(g.A + ((nint)(block.Row + panelEnd) * g.Lda) + block.Step, g.Lda, tiles, roundSteps);

        // The last panel but one of a group asks for the next group's rows, early enough.
        int group = panelEnd + Tile.MaxRows, rows = Math.Min(GemmBlocking.TransposedGroupRows, block.Rows - group);
        if (group % GemmBlocking.TransposedGroupRows != 0 || rows <= 0) return Nothing;
        return OfBlock(g.A + ((nint)block.Step * g.Lda) + block.Row + group, rows, g.Lda, roundSteps);
    }

    /// <summary>Plans the rows of A that come next and are read or packed as they lie: one or two rows for each tile.</summary>
    /// <param name="rows">The first of them at the first step.</param>
    /// <param name="ld">The elements between two rows.</param>
    /// <param name="tiles">The number of tiles that share them.</param>
    /// <param name="roundSteps">The steps of a round.</param>
    private static LinesAhead<T> OfRows(T* rows, nint ld, int tiles, int roundSteps)
    {
        bool pairs = tiles < Tile.MaxRows;
        nint stride = ld * sizeof(T);
        return new LinesAhead<T>
        {
            _first = (byte*)rows,
            _second = pairs ? stride : 0,
            _step = roundSteps * sizeof(T),
            _share = pairs ? 2 * stride : stride,
            _sharesLeft = pairs ? Tile.MaxRows / 2 : Tile.MaxRows,
        };
    }

    /// <summary>Plans a packed panel of A, which lies in one piece.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="steps">Its steps along k.</param>
    /// <param name="tiles">The number of tiles that share it.</param>
    /// <param name="roundSteps">The steps of a round.</param>
    private static LinesAhead<T> OfPanel(T* panel, nint steps, int tiles, int roundSteps)
    {
        nint step = ((Tile.MaxRows * sizeof(T)) + tiles - 1) / tiles;
        return new LinesAhead<T> { _first = (byte*)panel, _step = roundSteps * step, _share = step * steps, _sharesLeft = tiles };
    }

    /// <summary>
    /// Plans a block of stored rows that will be packed next: in each round two lines of one row or, if it is two steps, one line of two.
    /// </summary>
    /// <param name="block">The block's first element.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="ld">The elements between two rows.</param>
    /// <param name="roundSteps">The steps of a round.</param>
    private static LinesAhead<T> OfBlock(T* block, int columns, nint ld, int roundSteps)
    {
        nint stride = ld * sizeof(T);
        int share = roundSteps == 1 ? 2 * GemmBlocking.LineBytes : GemmBlocking.LineBytes, perTile = share / sizeof(T);
        return new LinesAhead<T>
        {
            _first = (byte*)block,
            _second = roundSteps == 1 ? GemmBlocking.LineBytes : stride,
            _step = roundSteps * stride,
            _share = share,
            _sharesLeft = (columns + perTile - 1) / perTile,
        };
    }

    /// <summary>Hands the next tile its share, nothing once all are gone.</summary>
    public void GiveShare(ref TileOperands<T> tile)
    {
        tile.Ahead = _first;
        tile.AheadSecond = _second;
        tile.AheadStep = _step;
        _first += _share;
        if (--_sharesLeft == 0) this = Nothing;
    }
}
