namespace FastNN.Kernels;

/// <summary>
/// The memory that the tiles of a row panel ask for while they run, so that what comes after the panel does not wait for it: two lines a step
/// of k, which a tile's multiply-adds hide. Asked for in bursts between tiles, the same lines would hold up the loads of the next tile.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct LinesAhead<T>
    where T : unmanaged
{
    private byte* _first;
    private nint _second;
    private nint _step;
    private nint _share;
    private int _sharesLeft;

    /// <summary>Asks for nothing new: for one line again and again, which costs nothing either.</summary>
    public static LinesAhead<T> Nothing => new() { _first = (byte*)TileOperands<T>.Nothing };

    /// <summary>Plans the rows of A that come next and are read or packed as they lie: one or two rows for each tile.</summary>
    /// <param name="rows">The first of them at the first step.</param>
    /// <param name="ld">The elements between two rows.</param>
    /// <param name="tiles">The number of tiles that share them.</param>
    public static LinesAhead<T> OfRows(T* rows, nint ld, int tiles)
    {
        bool pairs = tiles < Tile.MaxRows;
        nint stride = ld * sizeof(T);
        return new LinesAhead<T>
        {
            _first = (byte*)rows,
            _second = pairs ? stride : 0,
            _step = sizeof(T),
            _share = pairs ? 2 * stride : stride,
            _sharesLeft = pairs ? Tile.MaxRows / 2 : Tile.MaxRows,
        };
    }

    /// <summary>Plans a packed panel of A, which lies in one piece.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="steps">Its steps along k.</param>
    /// <param name="tiles">The number of tiles that share it.</param>
    public static LinesAhead<T> OfPanel(T* panel, nint steps, int tiles)
    {
        nint step = ((Tile.MaxRows * sizeof(T)) + tiles - 1) / tiles;
        return new LinesAhead<T> { _first = (byte*)panel, _step = step, _share = step * steps, _sharesLeft = tiles };
    }

    /// <summary>Plans a block of stored rows that will be packed next: one of them each step, and for each tile two lines of it.</summary>
    /// <param name="block">The block's first element.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="ld">The elements between two rows.</param>
    public static LinesAhead<T> OfBlock(T* block, int columns, nint ld)
    {
        int perTile = 2 * GemmBlocking.LineBytes / sizeof(T);
        return new LinesAhead<T>
        {
            _first = (byte*)block,
            _second = GemmBlocking.LineBytes,
            _step = ld * sizeof(T),
            _share = 2 * GemmBlocking.LineBytes,
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
