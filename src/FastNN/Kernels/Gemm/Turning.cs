using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Which products are computed as their transpose (<see cref="TurnedKernel{T, TEpilogue}"/>), and in what blocks.</summary>
internal static unsafe class Turning
{
    // A block of the transpose waits to be turned back in the first- and second-level caches, beside what it is computed from.
    private const int SumBytes = 64 * 1024;

    /// <summary>The most rows of a turned product that packs panels of A: columns of C, of which there were fewer than three registers.</summary>
    public const int MostPackedRows = 48;

    // Products of few columns: fewer than these registers of them, and as many rows as repay turning, twelve registers of them where columns fill
    // theirs and only the memory of A is read in a better order.
    private const int MostColumnRegisters = 3;
    private const int LeastRowRegisters = 2;
    private const int LeastRowRegistersOfFullColumns = 12;
    private const int LeastElementsOfA = 512;
    private const int LeastSteps = 8;

    // Products of few rows: each step saves the transposition of as many elements of B as C has columns.
    private const int MostRows = 32;
    private const int LeastStepsOfFewRows = 64;

    /// <summary>
    /// Tells whether a product is faster turned: one of few columns, which leave lanes idle, and a transposed A, whose rows are long; or one of few
    /// rows, as many as fill registers, and a transposed B, which would have to be transposed for them.
    /// </summary>
    /// <remarks>Like all choices of this kind it changes the speed alone.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Pays<T>(int m, int n, int k, bool transposeA, bool transposeB)
        where T : unmanaged => transposeA
            ? !transposeB && k >= LeastSteps && PaysForFewColumns<T>(m, n, k)
            : transposeB && k >= LeastStepsOfFewRows && m <= MostRows && PaysForFewRows<T>(m, n);

    /// <summary>Gets the length of a block along the longer side of C, in whole tiles.</summary>
    public static int BlockLength<T>(int shorter, int tileColumns)
        where T : unmanaged
    {
        int unit = GemmBlocking.WholeColumns(1, tileColumns);
        return Math.Max(unit, (SumBytes / sizeof(T) / shorter) & -unit);
    }

    /// <summary>Tells whether any product of up to m rows may be turned, so that small ones need not ask for scratch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayPay(int m, int k) => k >= LeastSteps && (k >= LeastStepsOfFewRows || (long)m * k >= LeastElementsOfA);

    /// <summary>Gets the most columns that a block has once it is turned.</summary>
    public static int MostBlockLength<T>()
        where T : unmanaged => SumBytes / sizeof(T);

    /// <summary>Gets the number of sums of a block; what follows them stays aligned.</summary>
    public static int SumCount<T>(int m, int n, int tileColumns)
        where T : unmanaged
    {
        int shorter = Math.Min(m, n), whole = GemmBlocking.WholeColumns(Math.Max(m, n), tileColumns);
        return ((shorter * Math.Min(BlockLength<T>(shorter, tileColumns), whole)) + 15) & ~15;
    }

    /// <summary>Gets the number of sums of a block of any product of up to m rows and n columns that is turned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MostSumCount<T>(int m, int n, int tileColumns)
        where T : unmanaged
    {
        long all = (long)Math.Min(m, n) * GemmBlocking.WholeColumns(Math.Max(m, n), tileColumns);
        return ((int)Math.Min(all, SumBytes / sizeof(T)) + 15) & ~15;
    }

    private static bool PaysForFewColumns<T>(int m, int n, int k)
        where T : unmanaged
    {
        int lanes = Dispatch.LaneCount<T>();
        if (n >= MostColumnRegisters * lanes || m < LeastRowRegisters * lanes || (long)m * k < LeastElementsOfA || lanes == 1) return false;

        // More rows than that would have A packed.
        if (n > OperandPlacement.MostInPlaceRows) return false;
        if (n <= lanes) return !FillsRegisters(n, lanes) || m >= LeastRowRegistersOfFullColumns * lanes;

        // A register and a half at most, or more than two, the third of which would be left to a narrow tile.
        return 2 * n <= 3 * lanes || n > 2 * lanes;
    }

    private static bool PaysForFewRows<T>(int m, int n)
        where T : unmanaged
    {
        // How it would be with other tiles was not measured.
        int lanes = Dispatch.LaneCount<T>();
        return OperandPlacement.HasShortTiles && lanes > 1 && n > m && FillsRegisters(m, lanes);
    }

    // One register, or pairs, all but an eighth.
    private static bool FillsRegisters(int count, int lanes)
    {
        int unit = count <= lanes ? lanes : 2 * lanes, idle = ((count + unit - 1) & -unit) - count;
        return 8 * idle <= unit;
    }
}
