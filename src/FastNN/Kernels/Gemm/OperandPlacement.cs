using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// Where a product's operands are read: where they lie, gathered into panels, or streamed from end to end. All of it changes the speed alone.
/// </summary>
internal static unsafe class OperandPlacement
{
    /// <summary>The bytes of B that a second-level cache may hold: no smaller B is streamed.</summary>
    public const int NearBytes = 1024 * 1024;

    /// <summary>
    /// The rows of A, of which short tiles take six at a time, up to which they need no packing: six do not evict each other, and few columns of B lie
    /// between two looks at them.
    /// </summary>
    public const int ShortFewRows = 64;

    // A block of B that is smaller than this stays in the second-level cache as it lies; packing it would not pay.
    private const int InPlaceBytes = 512 * 1024;

    // Up to this many row tiles, B is not read often enough to repay its packing.
    private const int InPlaceRowTiles = 2;

    // Short tiles read each row of B twice as often as others, a line of it at a time, which comes late if rows lie apart: a B that leaves
    // the first-level cache is packed for them, unless there are few rows, more of them if those of B are whole lines, four at most.
    private const int ShortInPlaceBytes = 64 * 1024;
    private const int ShortInPlaceRowTiles = 8;
    private const int ShortInPlaceRows = 128;
    private const int ShortInPlaceStepBytes = 4 * GemmBlocking.LineBytes;

    // A short tile reads a line of a transposed A in each step, which should stay in the first-level cache for the next tile: these fill half of
    // one of 32 KiB. Packing pays for four tiles of floats and more. Lines that lie half a kilobyte or multiples of it apart share an eighth of
    // the cache: then fewer stay in it, and packing pays for eight tiles.
    private const int ShortInPlaceSteps = 256;
    private const int ShortPackedRowBytes = 256;
    private const int ShortCollidingSteps = 64;
    private const int ShortCollidingRowBytes = 512;

    // Rows of B of more than twelve cache lines can be streamed in bands. It pays where B leaves the caches, of which a core has a few MiB, or the
    // second-level cache only (NearBytes) and tiles have few rows, which leave memory no time, or are short and lines of B lie multiples of a
    // kilobyte apart, which share a quarter of the places in the first-level cache or less.
    private const int LongRowBytes = 12 * GemmBlocking.LineBytes;
    private const int CachedBytes = 6 * 1024 * 1024;
    private const int FewRows = 4;
    private const int CollidingStepBytes = 1024;

    /// <summary>Gets whether the tiles of this process are short.</summary>
    public static bool HasShortTiles => Dispatch.RegisterCount < Tile.RegisterCount;

    /// <summary>Gets the most rows of A for which B is read in place or streamed wherever its rows lie.</summary>
    public static int MostInPlaceRows => HasShortTiles ? ShortInPlaceRowTiles * ShortTile.MaxRows : InPlaceRowTiles * Tile.MaxRows;

    /// <summary>Tells whether rows of B of n columns are long enough to be streamed.</summary>
    public static bool HasLongRows<T>(int n)
        where T : unmanaged => (long)n * sizeof(T) > LongRowBytes;

    /// <summary>Tells whether B, not transposed, is read in bands from end to end (<see cref="BandKernel{T, TEpilogue}"/>), not tile by tile.</summary>
    public static bool StreamsB<T>(int m, int n, int k, int ldb)
        where T : unmanaged
    {
        // A single row does not come here unless its elements lie apart, and few steps are few streams anyway.
        long stepBytes = (long)ldb * sizeof(T), bytes = k * stepBytes;
        if (bytes < NearBytes || m is 1 || k <= GemmBlocking.MostSweptSteps || m > MostInPlaceRows || !HasLongRows<T>(n)) return false;
        return bytes >= CachedBytes
            || m <= FewRows
            || (HasShortTiles && stepBytes % CollidingStepBytes == 0 && (long)n * sizeof(T) > 2 * LongRowBytes);
    }

    /// <summary>Tells whether B is read where it lies.</summary>
    public static bool ReadsBInPlace<T>(int m, int n, int k, int ldb, bool transposeB)
        where T : unmanaged =>
        !transposeB && (HasShortTiles
            ? m <= MostInPlaceRows
                || ((long)k * ldb * sizeof(T) <= ShortInPlaceBytes && n <= ldb)
                || (m <= ShortInPlaceRows && (long)ldb * sizeof(T) <= ShortInPlaceStepBytes && ldb * sizeof(T) % GemmBlocking.LineBytes == 0)
            : m <= MostInPlaceRows || ((long)k * ldb * sizeof(T) <= InPlaceBytes && n <= ldb));

    /// <summary>
    /// Tells whether A is gathered into panels: where its rows lie a large power of two apart and would evict each other from the
    /// first-level cache, or where it is stored transposed in rows of pages, of which a tile alone would use less than a cache line each, or
    /// in so many rows, or rows so far apart, that their lines would not stay in that cache.
    /// </summary>
    public static bool PacksA<T>(int m, int n, int k, int lda, bool transposeA)
        where T : unmanaged
    {
        int rowBytes = n * sizeof(T);
        return transposeA
            ? ((long)lda * sizeof(T) >= 4096 && m >= 2 * Tile.MaxRows && k >= 16)
                || (HasShortTiles && m >= 2 * ShortTile.MaxRows && PacksTransposedForShortTiles(k, rowBytes, (long)lda * sizeof(T)))
            : RowsCollide<T>(lda, transposeA) && rowBytes >= 1024 && !(HasShortTiles && m <= ShortFewRows);
    }

    /// <summary>Tells whether more than a dozen rows of A, read side by side, would evict each other from the first-level cache.</summary>
    public static bool RowsCollide<T>(int lda, bool transposeA)
        where T : unmanaged => !transposeA && (long)lda * sizeof(T) % 2048 == 0;

    private static bool PacksTransposedForShortTiles(int k, int rowBytes, long stepBytes) =>
        (k >= ShortInPlaceSteps && rowBytes >= ShortPackedRowBytes)
        || (k >= ShortCollidingSteps && rowBytes >= ShortCollidingRowBytes && stepBytes % 512 == 0);
}
