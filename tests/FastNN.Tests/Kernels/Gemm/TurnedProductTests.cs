using System.Numerics;
using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Threading;
using Xunit;

namespace FastNN.Tests.Kernels;

/// <summary>Which products are computed as their transpose, and that these are right in the scratch that they ask for.</summary>
public sealed unsafe class TurnedProductTests
{
    private static readonly int s_lanes = Dispatch.LaneCount<float>();

    // Columns and rows in eighths of a register. Those that fill registers are turned for long rows of A only.
    [Theory]
    [InlineData(2, 16, 64, true)]
    [InlineData(2, 15, 64, false)]
    [InlineData(6, 16, 64, true)]
    [InlineData(7, 95, 64, false)]
    [InlineData(7, 96, 64, true)]
    [InlineData(8, 95, 64, false)]
    [InlineData(8, 96, 64, true)]
    [InlineData(9, 16, 64, true)]
    [InlineData(12, 16, 64, true)]
    [InlineData(13, 1000, 64, false)]
    [InlineData(16, 1000, 64, false)]
    [InlineData(17, 16, 64, true)]
    [InlineData(23, 16, 64, true)]
    [InlineData(24, 1000, 64, false)]
    [InlineData(10, 1000, 7, false)]
    [InlineData(10, 1000, 8, true)]
    public void Pays_TransposedAAndFewColumns_ThatLeaveLanesIdle(int columns, int rows, int k, bool expected)
    {
        // Eighths of a register of four lanes or less are no whole columns.
        if (s_lanes % 8 != 0) return;
        int m = rows * s_lanes / 8, n = columns * s_lanes / 8;
        Assert.Equal(expected, Turning.Pays<float>(m, n, k, transposeA: true, transposeB: false));
        Assert.False(Turning.Pays<float>(m, n, k, transposeA: true, transposeB: true));
        Assert.False(Turning.Pays<float>(m, n, k, transposeA: false, transposeB: false));
    }

    [Fact]
    public void Pays_FewElementsOfA_Not()
    {
        int m = 4 * s_lanes, least = 512 / m;
        Assert.Equal(s_lanes > 1, Turning.Pays<float>(m, 2, Math.Max(8, least), transposeA: true, transposeB: false));
        if (least > 8) Assert.False(Turning.Pays<float>(m, 2, least - 1, transposeA: true, transposeB: false));
    }

    // For short tiles, in registers of eight.
    [Theory]
    [InlineData(6, 100, 64, false)]
    [InlineData(7, 100, 64, true)]
    [InlineData(8, 100, 64, true)]
    [InlineData(8, 100, 63, false)]
    [InlineData(8, 9, 64, true)]
    [InlineData(8, 8, 64, false)]
    [InlineData(9, 100, 64, false)]
    [InlineData(13, 100, 64, false)]
    [InlineData(14, 100, 64, true)]
    [InlineData(16, 100, 64, true)]
    [InlineData(29, 100, 64, false)]
    [InlineData(30, 100, 64, true)]
    [InlineData(32, 100, 64, true)]
    [InlineData(33, 100, 64, false)]
    [InlineData(48, 100, 64, false)]
    public void Pays_TransposedBAndFewRows_ThatFillRegisters(int m, int n, int k, bool expected)
    {
        if (OperandPlacement.HasShortTiles && s_lanes != 8) return;
        Assert.Equal(expected && OperandPlacement.HasShortTiles, Turning.Pays<float>(m, n, k, transposeA: false, transposeB: true));
    }

    // Blocks of several lengths, the last ones shorter; sums in several blocks along k; an A that is streamed once it is turned; packed panels.
    [Theory]
    [InlineData(12288, 7, 209, true, 0, false)]
    [InlineData(3001, 10, 100, true, 1, false)]
    [InlineData(700, 23, 1700, true, 1, false)]
    [InlineData(600, 12, 300, true, 0, true)]
    [InlineData(97, 3, 40, true, 0, true)]
    [InlineData(32, 1031, 100, false, 1, false)]
    [InlineData(15, 2300, 900, false, 0, true)]
    [InlineData(8, 512, 1024, false, 0, false)]
    public void Multiply_TurnedProducts_MatchReferenceWithinTheirWorkspaceByAnyNumberOfThreads(
        int m, int n, int k, bool transposeA, double beta, bool bias)
    {
        Check<float>(m, n, k, transposeA, beta, bias);
        Check<double>(m, n, k, transposeA, beta, bias);
    }

    /// <summary>
    /// What the transposed product of a part packs, turns in a strip or keeps in sums fits, beside the sums that wait to be turned, in the scratch of
    /// the whole.
    /// </summary>
    [Fact]
    public void WorkspaceCount_TurnedPartsOfAProduct_IsEnough()
    {
        var random = new System.Random(1);
        int turned = 0;
        for (int i = 0; i < 500_000; i++)
        {
            int m = Size(random), n = Size(random), k = random.Next(4) == 0 ? 8 : Size(random);
            turned += CheckScratch<float>(m, n, random.Next(1, m + 1), random.Next(1, n + 1), k) + CheckScratch<double>(m, n, m, n, k);
        }

        Assert.True(s_lanes == 1 || turned > 10_000, $"only {turned} products were turned");
    }

    // Parts that need all of the scratch that the whole has: long colliding rows of A with packed panels, and the fewest steps.
    [Theory]
    [InlineData(12009, 18, 46, 279)]
    [InlineData(108, 21, 8, 404)]
    public void MultiplyPart_TurnedWithLongRowsOfA_StaysInItsWorkspace(int m, int n, int k, int pad)
    {
        using var part = new GemmCase<float>(m, n, k, transposeA: true, transposeB: false, pad: pad);
        Assert.Equal(Turning.Pays<float>(m, n, k, transposeA: true, transposeB: false), Gemm.IsTurned(in part.Operands));
        Assert.True(s_lanes != 8 || Gemm.IsTurned(in part.Operands));
        Gemm.MultiplyPart(in part.Operands, default(NoEpilogue<float>), part.Workspace);
        part.AssertRight();
    }

    private static int Size(System.Random random) => random.Next(3) switch
    {
        0 => random.Next(1, 50),
        1 => random.Next(1, 1000),
        _ => random.Next(1, 20_000),
    };

    // 1 where the part is turned.
    private static int CheckScratch<T>(int m, int n, int partM, int partN, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int tileColumns = 2 * Dispatch.LaneCount<T>(), steps = GemmBlocking.StepCount<T>(k), isTurned = 0;
        foreach (bool transposeA in (ReadOnlySpan<bool>)[false, true])
        {
            if (!Turning.Pays<T>(partM, partN, k, transposeA, !transposeA)) continue;
            isTurned = 1;
            bool cutsRows = partM > partN;
            int length = Math.Min(Math.Max(partM, partN), Turning.BlockLength<T>(Math.Min(partM, partN), tileColumns));
            (int rows, int columns) = cutsRows ? (partN, length) : (length, partM);
            int panels = OperandPlacement.PacksA<T>(rows, columns, k, transposeA ? partN : k, transposeA) ? Gemm.PackedACount<T>(rows, steps, keepsA: false) : 0;
            bool packsB = !OperandPlacement.ReadsBInPlace<T>(rows, columns, k, partM, transposeB: !transposeA);
            int b = packsB ? steps * GemmBlocking.WidestColumns<T>(columns, steps, tileColumns) : 0;
            int needed = Turning.SumCount<T>(partM, partN, tileColumns) + Math.Max(panels + b, GemmBlocking.MostSumCount<T>(rows, columns, tileColumns));
            int given = Gemm.WorkspaceCount<T>(m, n, k);
            Assert.True(needed <= given, $"{partM}×{partN}×{k} of {m}×{n} needs {needed} elements of {typeof(T).Name}, has {given}");
        }

        return isTurned;
    }

    private static void Check<T>(int m, int n, int k, bool transposeA, double beta, bool bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int pad in (int[])[0, 3])
        {
            T[]? alone = null;
            foreach (int threads in (int[])[1, 2, 3])
            {
                using var pool = new WorkerPool(threads);
                using var product = new GemmCase<T>(m, n, k, transposeA, !transposeA, 1, beta, bias, pad, threads);
                ParallelGemm<T, NoEpilogue<T>>.Multiply(in product.Operands, default, product.Workspace, pool);
                product.AssertRight();
                Assert.Equal(alone ??= product.Result, product.Result);
            }
        }
    }
}
