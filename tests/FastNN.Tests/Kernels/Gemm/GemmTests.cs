using System.Numerics;
using System.Runtime.Intrinsics;
using FastNN.Kernels;
using FastNN.Memory;
using FastNN.Simd;
using FastNN.Threading;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FastNN.Tests.Kernels;

public unsafe class GemmTests
{
    // Sizes around the edges of tiles (12 or 6 rows, 2 registers of 1 to 16 lanes) and of blocks along k (832 floats, 416 doubles).
    private static readonly int[] s_edges = [1, 2, 3, 5, 6, 7, 11, 12, 13, 15, 16, 17, 24, 25, 31, 32, 33, 47, 64, 65];

    public static TheoryData<bool, bool> Transposes => new() { { false, false }, { true, false }, { false, true }, { true, true } };

    [Theory]
    [MemberData(nameof(Transposes))]
    public void Multiply_EveryLaneWidth_MatchesReference(bool transposeA, bool transposeB)
    {
        int pick = 0;
        foreach (int m in s_edges)
        {
            foreach (int n in s_edges)
            {
                int k = s_edges[pick++ % s_edges.Length];
                CheckEveryWidth<float>(m, n, k, transposeA, transposeB);
                CheckEveryWidth<double>(n, m, k, transposeA, transposeB);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Transposes))]
    public void Multiply_RandomShapes_MatchReference(bool transposeA, bool transposeB)
    {
        Gen<(int M, int N, int K, int Pad)> shapes =
            from m in Gen.Choose(1, 90)
            from n in Gen.Choose(1, 140)
            from k in Gen.Choose(1, 900)
            from pad in Gen.Choose(0, 9)
            select (m, n, k, pad);
        Prop.ForAll(shapes.ToArbitrary(), shape =>
        {
            using var single = new GemmCase<float>(shape.M, shape.N, shape.K, transposeA, transposeB, pad: shape.Pad);
            Gemm.Multiply(in single.Operands, default(NoEpilogue<float>), single.Workspace);
            single.AssertRight();
            using var twice = new GemmCase<double>(shape.M, shape.N, shape.K, transposeA, transposeB, pad: shape.Pad);
            Gemm.Multiply(in twice.Operands, default(NoEpilogue<double>), twice.Workspace);
            twice.AssertRight();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Theory]
    [InlineData(300, 400, 1700)]
    [InlineData(40, 1030, 513)]
    [InlineData(1, 64, 784)]
    [InlineData(1, 300, 2000)]
    public void Multiply_SeveralBlocks_MatchesReference(int m, int n, int k)
    {
        foreach (bool transposeB in (bool[])[false, true])
        {
            using var single = new GemmCase<float>(m, n, k, false, transposeB, beta: 1);
            Gemm.Multiply(in single.Operands, default(NoEpilogue<float>), single.Workspace);
            single.AssertRight();
        }
    }

    [Fact]
    public void Multiply_TransposedAInLongRows_MatchesReference()
    {
        // Rows of a page or more are packed in groups of eight panels, whose last may be short.
        foreach (int m in (int[])[1100, 1061, 1057])
        {
            CheckEveryWidth<float>(m, 37, 40, true, false);
            CheckEveryWidth<float>(m, 5, 17, true, true);
            CheckEveryWidth<double>(m, 9, 33, true, true);
            using var scaled = new GemmCase<double>(m, 7, 20, true, false, alpha: -0.5, beta: 1);
            Gemm.Multiply(in scaled.Operands, default(NoEpilogue<double>), scaled.Workspace);
            scaled.AssertRight();
        }
    }

    // B is 6 MiB and more, so that it is streamed, and the sums that wait for its bands take more scratch than packing would; those of 48 rows are
    // too many to wait together.
    [Theory]
    [InlineData(4, 4101, 390, false, 0, true)]
    [InlineData(24, 8200, 200, false, 1, false)]
    [InlineData(24, 1802, 900, true, 0, true)]
    [InlineData(48, 8200, 200, true, 0, false)]
    public void Multiply_FewRowsAndALargeB_MatchesReferenceWithinItsWorkspaceByAnyNumberOfThreads(
        int m, int n, int k, bool transposeA, double beta, bool bias)
    {
        float[]? alone = null;
        foreach (int threads in (int[])[1, 2, 3])
        {
            using var pool = new WorkerPool(threads);
            using var streamed = new GemmCase<float>(m, n, k, transposeA, false, 1, beta, bias, threads: threads);
            Assert.Equal(m <= 24 || Dispatch.RegisterCount < Tile.RegisterCount, Gemm.StreamsB(in streamed.Operands));
            ParallelGemm<float, NoEpilogue<float>>.Multiply(in streamed.Operands, default, streamed.Workspace, pool);
            streamed.AssertRight();
            Assert.Equal(alone ??= streamed.Result, streamed.Result);
        }
    }

    // A dense B of few columns is read in place for more rows than others, whose panels may be packed.
    [Theory]
    [InlineData(128, 64, 3000, true, 1)]
    [InlineData(97, 40, 3000, false, -2)]
    [InlineData(61, 64, 1100, true, 1)]
    public void Multiply_DenseBOfFewColumns_MatchesReference(int m, int n, int k, bool transposeA, double alpha)
    {
        CheckEveryWidth<float>(m, n, k, transposeA, false, alpha, pad: 0);
        CheckEveryWidth<double>(m, n / 2, k, transposeA, false, alpha, pad: 0);
    }

    [Theory]
    [InlineData(13, 1100, 512, false, 1)]
    [InlineData(37, 600, 1024, false, 1)]
    [InlineData(101, 300, 1024, true, 1)]
    [InlineData(25, 1300, 400, true, -2)]
    [InlineData(110, 600, 512, false, 0.5)]
    public void Multiply_PanelsKeptForSeveralBlocks_MatchesReference(int m, int n, int k, bool transposeB, double alpha)
    {
        // Rows that lie a power of two apart, or a factor, call for packing; the last panels are short, and tiles of fewer rows than a panel
        // share it.
        CheckEveryWidth<float>(m, n, k, false, transposeB, alpha, pad: 0);
        CheckEveryWidth<double>(m, n, k / 2, false, transposeB, alpha, pad: 0);
        CheckEveryWidth<float>(m, n, k, true, transposeB, alpha, pad: 0);
    }

    [Fact]
    public void Multiply_RowsForSeveralBlocksOfKeptPanels_MatchesReference()
    {
        // More rows of A than are kept at a time.
        using var product = new GemmCase<float>(2400, 300, 512, false, false, pad: 0);
        Gemm.Multiply(in product.Operands, default(NoEpilogue<float>), product.Workspace);
        product.AssertRight();
    }

    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(1, 0, true)]
    [InlineData(1, 1, false)]
    [InlineData(-2.5, 0, false)]
    [InlineData(0.5, -3, false)]
    [InlineData(0, 0, true)]
    [InlineData(0, 2, false)]
    public void Multiply_AlphaBetaBias_MatchReference(double alpha, double beta, bool bias)
    {
        foreach (int n in s_edges)
        {
            using var single = new GemmCase<float>(13, n, 21, false, true, alpha, beta, bias);
            Gemm.Multiply(in single.Operands, default(NoEpilogue<float>), single.Workspace);
            single.AssertRight();
            using var twice = new GemmCase<double>(n, 13, 21, true, false, alpha, beta, bias);
            Gemm.Multiply(in twice.Operands, default(NoEpilogue<double>), twice.Workspace);
            twice.AssertRight();
        }
    }

    [Fact]
    public void Multiply_EmptySums_GiveZeroOrBias()
    {
        foreach (bool bias in (bool[])[false, true])
        {
            using var empty = new GemmCase<float>(5, 7, 0, false, false, bias: bias);
            Gemm.Multiply(in empty.Operands, default(NoEpilogue<float>), empty.Workspace);
            empty.AssertRight();
        }
    }

    [Theory]
    [MemberData(nameof(Transposes))]
    public void Multiply_AnyNumberOfThreads_GivesTheSameBits(bool transposeA, bool transposeB)
    {
        foreach ((int m, int n, int k) in ((int, int, int)[])[(128, 64, 784), (784, 64, 128), (90, 1030, 300), (300, 30, 1700), (13, 2000, 100), (25, 300, 400), (145, 100, 200)])
        {
            using var alone = new GemmCase<float>(m, n, k, transposeA, transposeB);
            Gemm.Multiply(in alone.Operands, default(NoEpilogue<float>), alone.Workspace);
            foreach (int threads in (int[])[2, 3, 5])
            {
                using var pool = new WorkerPool(threads);
                using var shared = new GemmCase<float>(m, n, k, transposeA, transposeB, threads: threads);
                ParallelGemm<float, NoEpilogue<float>>.Multiply(in shared.Operands, default, shared.Workspace, pool);
                Assert.Equal(alone.Result.Select(BitsOf), shared.Result.Select(BitsOf));
                shared.AssertRight();
            }
        }
    }

    [Theory]
    [InlineData(13, 416, 677, true, 1)]
    [InlineData(16, 260, 1642, true, 1)]
    [InlineData(38, 919, 567, false, -2)]
    public void Multiply_PartsWithWiderBlocksThanTheWhole_StayInTheirWorkspace(int m, int n, int k, bool transposeB, double alpha)
    {
        // A part of the columns fits in one block that is wider than the blocks of nearly equal width that the whole is cut into.
        foreach (int threads in (int[])[2, 3, 4])
        {
            using var pool = new WorkerPool(threads);
            using var shared = new GemmCase<float>(m, n, k, false, transposeB, alpha, threads: threads);
            ParallelGemm<float, NoEpilogue<float>>.Multiply(in shared.Operands, default, shared.Workspace, pool);
            shared.AssertRight();
        }
    }

    [Fact]
    public void WorkspaceCount_LargerProduct_IsNoSmaller()
    {
        var random = new System.Random(1);
        for (int i = 0; i < 200_000; i++)
        {
            int m = random.Next(1, 3000), n = random.Next(1, 3000), k = random.Next(1, 2000);
            int lessM = random.Next(1, m + 1), lessN = random.Next(1, n + 1), tileColumns = 2 << random.Next(0, 5);
            int whole = Gemm.TileWorkspaceCount<float>(m, n, k, tileColumns), part = Gemm.TileWorkspaceCount<float>(lessM, lessN, k, tileColumns);
            Assert.True(part <= whole, $"{lessM}×{lessN}×{k} needs {part}, {m}×{n}×{k} only {whole}");
            int steps = GemmBlocking.StepCount<float>(k), most = GemmBlocking.MostColumns<float>(steps, tileColumns);
            Assert.True(GemmBlocking.StripColumnCount<float>(m, n, steps, tileColumns) * steps <= whole);
            int doubleSteps = GemmBlocking.StepCount<double>(k);
            Assert.True(GemmBlocking.StripColumnCount<double>(m, n, doubleSteps, tileColumns) * doubleSteps <= Gemm.TileWorkspaceCount<double>(m, n, k, tileColumns));
            Assert.True(GemmBlocking.ColumnCount<float>(n, steps, tileColumns) <= most);

            // Panels of A are kept for several blocks of columns, those of a B in place as well.
            bool inPlace = OperandPlacement.ReadsBInPlace<float>(m, n, k, n, transposeB: false);
            bool keepsA = inPlace && GemmBlocking.InPlaceColumnCount<float>(m, n, k, steps, tileColumns) < n;
            if (keepsA) Assert.True(Gemm.PackedACount<float>(m, steps, keepsA) <= whole, $"panels of {m} rows, {n} columns");

            // Strips are blocks too, and narrower ones; zero columns mean that there are none.
            int widest = Math.Min(most, GemmBlocking.WholeColumns(n, tileColumns)), strip = GemmBlocking.StripColumnCount<float>(m, n, steps, tileColumns);
            Assert.InRange(strip, 0, widest);
            Assert.Equal(0, strip % Math.Max(4, tileColumns / 2));
            Assert.True(GemmBlocking.KeptRowCount<float>(m, steps) <= GemmBlocking.MostKeptRows<float>(steps));
        }
    }

    [Theory]
    [MemberData(nameof(Transposes))]
    public void Multiply_ByAVector_MatchesReference(bool transposeA, bool transposeB)
    {
        foreach (int length in (int[])[1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 100, 127, 130, 257])
        {
            foreach (int k in (int[])[1, 2, 7, 8, 9, 16, 33, 100, 900])
            {
                foreach (bool bias in (bool[])[false, true])
                {
                    CheckVector<float>(1, length, k, transposeA, transposeB, 0, bias);
                    CheckVector<double>(1, length, k, transposeA, transposeB, 0, bias);
                }

                CheckVector<float>(length, 1, k, transposeA, transposeB, 1, false);
                CheckVector<double>(length, 1, k, transposeA, transposeB, 0, false);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Transposes))]
    public void Multiply_OneStep_GivesTheBitsOfTiles(bool transposeA, bool transposeB)
    {
        foreach (int n in s_edges)
        {
            foreach ((double beta, bool bias) in ((double, bool)[])[(0, false), (0, true), (1, false)])
            {
                CheckOneStep<float>(19, n, transposeA, transposeB, beta, bias);
                CheckOneStep<double>(n, 19, transposeA, transposeB, beta, bias);
            }
        }
    }

    private static void CheckOneStep<T>(int m, int n, bool transposeA, bool transposeB, double beta, bool bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Without padding, a column that is stored as a row is contiguous.
        foreach (int pad in (int[])[0, 3])
        {
            using var outer = new GemmCase<T>(m, n, 1, transposeA, transposeB, 1, beta, bias, pad);
            using var tiles = new GemmCase<T>(m, n, 1, transposeA, transposeB, 1, beta, bias, pad);
            foreach (GemmCase<T> product in (GemmCase<T>[])[outer, tiles])
            {
                // Products that are zero with a sign, and ones too small for a number.
                product.Operands.A[0] = T.NegativeZero;
                if (m > 1) product.Operands.A[transposeA ? 1 : product.Operands.Lda] = -T.Epsilon;
            }

            Gemm.Multiply(in outer.Operands, default(NoEpilogue<T>), outer.Workspace);
            Gemm.MultiplyPart(in tiles.Operands, default(NoEpilogue<T>), tiles.Workspace);

            // A vector's product rounds in an order of its own.
            if (m > 1 && n > 1) Assert.Equal(tiles.Result.Select(BitsOf), outer.Result.Select(BitsOf));
            if (beta != 0 || !OuterProductKernel<T, NoEpilogue<T>>.Fits(in outer.Operands)) continue;
            RunOneStep<T, T, ScalarLane<T>>(outer, tiles);
            RunOneStep<T, Vector128<T>, Lanes128<T>>(outer, tiles);
            RunOneStep<T, Vector256<T>, Lanes256<T>>(outer, tiles);
            RunOneStep<T, Vector512<T>, Lanes512<T>>(outer, tiles);
        }
    }

    // Zeros of both signs are equal as numbers.
    private static long BitsOf<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? BitConverter.SingleToInt32Bits(float.CreateChecked(value)) : BitConverter.DoubleToInt64Bits(double.CreateChecked(value));

    private static void RunOneStep<T, V, L>(GemmCase<T> product, GemmCase<T> expected)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        new OuterProductKernel<T, NoEpilogue<T>>(in product.Operands).Run<V, L>();
        Assert.Equal(expected.Result.Select(BitsOf), product.Result.Select(BitsOf));
        product.AssertUntouched();
    }

    private static void CheckVector<T>(int m, int n, int k, bool transposeA, bool transposeB, double beta, bool bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Without padding a vector is contiguous; with it, some forms take the general way.
        foreach (int pad in (int[])[0, 3])
        {
            using var product = new GemmCase<T>(m, n, k, transposeA, transposeB, beta: beta, bias: bias, pad: pad);
            Gemm.Multiply(in product.Operands, default(NoEpilogue<T>), product.Workspace);
            product.AssertRight();
            if (!VectorKernel<T, NoEpilogue<T>>.TryCreate(in product.Operands, default, out VectorKernel<T, NoEpilogue<T>> vector)) continue;
            CheckVector<T, T, ScalarLane<T>>(ref vector, product, beta);
            CheckVector<T, Vector128<T>, Lanes128<T>>(ref vector, product, beta);
            CheckVector<T, Vector256<T>, Lanes256<T>>(ref vector, product, beta);
            CheckVector<T, Vector512<T>, Lanes512<T>>(ref vector, product, beta);
        }
    }

    private static void CheckVector<T, V, L>(ref VectorKernel<T, NoEpilogue<T>> vector, GemmCase<T> product, double beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        if (beta != 0) return;
        vector.Run<V, L>();
        product.AssertRight();
    }

    private static void CheckEveryWidth<T>(int m, int n, int k, bool transposeA, bool transposeB, double alpha = 1, int pad = 3)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check<T, T, ScalarLane<T>>(m, n, k, transposeA, transposeB, alpha, pad);
        Check<T, Vector128<T>, Lanes128<T>>(m, n, k, transposeA, transposeB, alpha, pad);
        Check<T, Vector256<T>, Lanes256<T>>(m, n, k, transposeA, transposeB, alpha, pad);
        Check<T, Vector512<T>, Lanes512<T>>(m, n, k, transposeA, transposeB, alpha, pad);
    }

    private static void Check<T, V, L>(int m, int n, int k, bool transposeA, bool transposeB, double alpha, int pad)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        using var product = new GemmCase<T>(m, n, k, transposeA, transposeB, alpha, pad: pad, lanes: L.Count);
        var kernel = new GemmKernel<T, NoEpilogue<T>>(in product.Operands) { Workspace = product.Workspace };
        kernel.Run<V, L>();
        product.AssertRight();
    }
}
