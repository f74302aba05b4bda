using System.Runtime.CompilerServices;

namespace FastNN.Kernels;

/// <summary>The sizes of the blocks that a large product is cut into, each with its reason.</summary>
internal static unsafe class GemmBlocking
{
    /// <summary>The bytes of a cache line, which is what memory is asked for in.</summary>
    public const int LineBytes = 64;

    /// <summary>The steps along k up to which what is around a tile's loop matters more than what a round of it takes.</summary>
    public const int MostSweptSteps = 32;

    // A row panel of A (12 rows × KC) is read once for each column tile and should stay in the first-level cache beside the lines of B that
    // stream through: 39 KiB at most, 24 KiB for the usual k = 1024.
    private const int LargestStepBytes = 3328;

    // A packed block of B (KC × NC) is read once for each row panel of A and should fill about half of a 1 MiB second-level cache.
    private const int PackedBlockBytes = 512 * 1024;

    // A strip of B that is transposed just before its use stays in the first-level cache, beside the rows that it was read from and those of A.
    // Longer rows would make it narrower than a tile; at twice the size it pays for few rows of A only, all of which are read for each strip.
    private const int StripBytes = 16 * 1024;

    // For few rows and short tiles, strips that would not hold a tile's columns pay at four times the size.
    private const int ShortFewRowsStripBytes = 64 * 1024;

    private const int ShortFewColumns = 48;

    // A B in place of more than a quarter of a MiB is read in columns that fill a quarter of a second-level cache of 512 KiB, so that short tiles,
    // of which several read it, find it there.
    private const int ShortInPlaceWholeBytes = 256 * 1024;
    private const int ShortInPlaceBlockBytes = 128 * 1024;

    /// <summary>
    /// The rows of a transposed A that are packed together: eight panels, so that half a kilobyte of each stored row is read at once.
    /// </summary>
    public const int TransposedGroupRows = 8 * Tile.MaxRows;

    // Packed panels of A that several blocks of B sweep over stay in a third-level cache beside others' data, and memory can be asked
    // for them in good time: at the usual k, a thousand rows.
    private const int KeptABytes = 2304 * 1024;

    // Sums that wait for bands of B stay in a second-level cache, in part at least: those of 48 rows and 5000 columns.
    private const int MostSumBytes = 1024 * 1024;

    /// <summary>Chooses the length of a block along k: as few blocks of nearly equal length as the first-level cache allows.</summary>
    /// <remarks>Depends on k only, so that the order of summation does.</remarks>
    public static int StepCount<T>(int k)
        where T : unmanaged
    {
        int largest = LargestStepBytes / sizeof(T);
        if (k <= largest) return Math.Max(1, (k + 7) & ~7);
        int blocks = Math.Max(1, (k + largest - 1) / largest);
        return Math.Max(1, (((k + blocks - 1) / blocks) + 7) & ~7);
    }

    /// <summary>Gets the most columns that a packed block of B has: a multiple of the tile's columns, which are a power of two.</summary>
    public static int MostColumns<T>(int stepCount, int tileColumns)
        where T : unmanaged => Math.Max(tileColumns, PackedBlockBytes / (stepCount * sizeof(T)) / tileColumns * tileColumns);

    /// <summary>Gets the columns of the widest block of any product of up to n columns.</summary>
    public static int WidestColumns<T>(int n, int stepCount, int tileColumns)
        where T : unmanaged
    {
        // Without a division where all of B is one block.
        int whole = WholeColumns(n, tileColumns);
        return (long)whole * stepCount * sizeof(T) <= PackedBlockBytes ? whole : Math.Min(MostColumns<T>(stepCount, tileColumns), whole);
    }

    /// <summary>Gets the most rows of A whose panels are kept.</summary>
    public static int MostKeptRows<T>(int stepCount)
        where T : unmanaged => Math.Max(1, KeptABytes / (stepCount * sizeof(T)) / TransposedGroupRows) * TransposedGroupRows;

    /// <summary>Chooses the number of columns of a block of B: as few blocks of nearly equal width as there is room for.</summary>
    public static int ColumnCount<T>(int n, int stepCount, int tileColumns)
        where T : unmanaged
    {
        int whole = WholeColumns(n, tileColumns);
        int most = MostColumns<T>(stepCount, tileColumns);
        if (whole <= most) return Math.Max(tileColumns, whole);
        int blocks = Math.Max(1, (n + most - 1) / most);
        int tiles = (n + (blocks * tileColumns) - 1) / (blocks * tileColumns);
        return Math.Max(1, tiles) * tileColumns;
    }

    /// <summary>Chooses the number of columns of a block of a B that is read where it lies: all of them, or fewer for several short tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int InPlaceColumnCount<T>(int m, int n, int k, int stepCount, int tileColumns)
        where T : unmanaged
    {
        // Panels of A are kept for several blocks: of more than one group of them there would have to be more room.
        if (m is <= ShortTile.MaxRows or > TransposedGroupRows || (long)n * k * sizeof(T) <= ShortInPlaceWholeBytes) return n;
        if (!OperandPlacement.HasShortTiles) return n;
        return Math.Max(tileColumns, ShortInPlaceBlockBytes / (stepCount * sizeof(T)) / tileColumns * tileColumns);
    }

    /// <summary>
    /// Chooses the number of columns of a strip of a transposed B, whole tiles, or for few columns whole registers; zero where not even one tile's
    /// columns fit a strip's bytes.
    /// </summary>
    public static int StripColumnCount<T>(int m, int n, int stepCount, int tileColumns)
        where T : unmanaged
    {
        // Few columns are one strip whatever their bytes: panels of two registers would be no narrower, and cost more around short tiles.
        if (n <= ShortFewColumns && OperandPlacement.HasShortTiles) return WholeColumns(n, tileColumns / 2);
        int unit = WholeColumns(1, tileColumns), most = (StripBytes / (stepCount * sizeof(T))) & -unit;
        if (most == 0 && OperandPlacement.HasShortTiles && m <= OperandPlacement.ShortFewRows) most = (ShortFewRowsStripBytes / (stepCount * sizeof(T))) & -unit;
        return Math.Min(most, WholeColumns(n, tileColumns));
    }

    /// <summary>Rounds a number of columns up to whole tiles, and to fours, in which transposition writes.</summary>
    public static int WholeColumns(int n, int tileColumns)
    {
        int unit = Math.Max(4, tileColumns);
        return (n + unit - 1) & -unit;
    }

    /// <summary>Chooses the number of rows of A whose panels are kept: as few blocks of nearly equal size as there is room for.</summary>
    public static int KeptRowCount<T>(int m, int stepCount)
        where T : unmanaged
    {
        if (m <= TransposedGroupRows) return TransposedGroupRows;
        int most = MostKeptRows<T>(stepCount) / TransposedGroupRows;
        int groups = (m + TransposedGroupRows - 1) / TransposedGroupRows;
        int blocks = (groups + most - 1) / most;
        return (groups + blocks - 1) / blocks * TransposedGroupRows;
    }

    /// <summary>Chooses the number of columns of B whose sums wait in scratch together while bands are added to them, whole tiles or all.</summary>
    public static int BandColumnCount<T>(int m, int n, int tileColumns)
        where T : unmanaged
    {
        int unit = WholeColumns(1, tileColumns);
        return Math.Min(n, Math.Max(unit, (MostSumBytes / sizeof(T) / m) & -unit));
    }

    /// <summary>Gets the number of sums that wait together, in whole tiles.</summary>
    public static int SumCount<T>(int m, int n, int tileColumns)
        where T : unmanaged => m * WholeColumns(BandColumnCount<T>(m, n, tileColumns), tileColumns);

    /// <summary>Gets room for the most sums that may wait together in a product, or in any part of it; what follows stays aligned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MostSumCount<T>(int m, int n, int tileColumns)
        where T : unmanaged
    {
        if (!OperandPlacement.HasLongRows<T>(n)) return 0;
        long all = (long)Math.Min(m, OperandPlacement.MostInPlaceRows) * WholeColumns(n, tileColumns);
        return ((int)Math.Min(all, MostSumBytes / sizeof(T)) + 15) & ~15;
    }

    /// <summary>Tells whether whole tiles side by side are computed in one call (<see cref="SweepTile"/>), not one after another.</summary>
    public static bool SweepsTiles(int tiles, int steps) => tiles > 1 && steps <= MostSweptSteps;

    /// <summary>Chooses the rows of the next tile so that the remaining ones share nearly equal tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NextRows(int remaining, int most)
    {
        // Far from the end every tile is full. Divisions by a number that is not known beforehand would take as long as a tile of a small product.
        if (remaining >= 4 * most) return most;
        return remaining <= most ? remaining
            : remaining <= 2 * most ? (remaining + 1) / 2
            : remaining <= 3 * most ? (remaining + 2) / 3
            : (remaining + 3) / 4;
    }

    /// <summary>
    /// Chooses the rows of the next tall tile of at most <paramref name="most"/> rows, 24 or 12: 24, 20 or 16, or 12 or 8; none where few rows
    /// are left.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NextTallRows(int remaining, int most)
    {
        if (remaining >= 2 * most) return most;
        int rows = remaining > most ? (remaining + 7) / 8 * 4 : remaining & ~3;
        return rows >= (most == 24 ? 16 : 8) ? rows : 0;
    }
}
