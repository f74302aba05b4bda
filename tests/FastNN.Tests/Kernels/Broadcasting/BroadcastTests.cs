using System.Numerics;
using System.Runtime.Intrinsics;
using FastNN.Autograd;
using FastNN.Kernels;
using FastNN.Memory;
using FastNN.Random;
using FastNN.Simd;
using FastNN.Testing;
using FastNN.Tests.Autograd;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FastNN.Tests.Kernels;

public unsafe class BroadcastTests
{
    [Fact]
    public void Run_EveryShape_MatchesIndexing() => ForShapes((shape, random) =>
    {
        int[] left = random.Broadcastable(shape), right = random.Broadcastable(shape);
        double[] a = random.Signed(left).Values.ToArray(), b = random.Signed(right).Values.ToArray(), y = new double[Draws.Count(shape)];
        foreach (bool accumulate in (bool[])[false, true])
        {
            Array.Fill(y, 0.5);
            fixed (double* pa = Room(a), pb = Room(b), py = Room(y))
            {
                Broadcast.Run(default(ForwardMap<double, SubtractFunction<double>>), py, shape, null, [], pa, left, pb, right, accumulate);
                new ReadOnlySpan<double>(py, y.Length).CopyTo(y);
            }

            for (int i = 0; i < y.Length; i++)
            {
                double expected = a[Locate(i, shape, left)] - b[Locate(i, shape, right)] + (accumulate ? 0.5 : 0);
                Assert.Equal(expected, y[i], 1e-15);
            }
        }
    });

    [Fact]
    public void Kernel_EveryLengthAndWidth_MatchesIndexing()
    {
        for (int columns = 0; columns <= 70; columns++)
        {
            CheckWidth<Vector512<float>, Lanes512<float>>(columns);
            CheckWidth<Vector256<float>, Lanes256<float>>(columns);
            CheckWidth<Vector128<float>, Lanes128<float>>(columns);
            CheckWidth<float, ScalarLane<float>>(columns);
        }
    }

    [Fact]
    public void AxisSum_EveryAxes_MatchesIndexing() => ForShapes((shape, random) =>
    {
        uint axes = random.NextUInt32() & Axes.All(shape.Length);
        int[] kept = [.. shape.Select((size, axis) => (axes >> axis & 1) != 0 ? 1 : size)];
        double[] x = random.Signed(shape).Values.ToArray(), expected = new double[Draws.Count(kept)], y = new double[expected.Length];
        for (int i = 0; i < x.Length; i++) expected[Locate(i, shape, kept)] += x[i];
        using var scratch = new Arena<double>();
        fixed (double* px = Room(x), py = Room(y))
        {
            AxisSum.Run(px, shape, axes, py, accumulate: false, scratch);
            AxisSum.Run(px, shape, axes, py, accumulate: true, scratch);
            for (int i = 0; i < expected.Length; i++) Assert.Equal(2 * expected[i], py[i], 1e-13);
        }

        Assert.Equal(default, scratch.Mark);
    });

    [Fact]
    public void StridedCopy_EveryPermutation_MatchesIndexing() => ForShapes((shape, random) =>
    {
        int[] order = [.. Enumerable.Range(0, shape.Length)];
        random.Shuffle<int>(order);
        int[] strides = Strides(shape), sizes = [.. order.Select(axis => shape[axis])], from = [.. order.Select(axis => strides[axis])];
        int[] to = Strides(sizes);
        double[] x = random.Signed(shape).Values.ToArray();
        fixed (double* px = Room(x), py = new double[x.Length + 1])
        {
            Strided.Copy(sizes, px, from, py, to, accumulate: false);
            Strided.Copy(sizes, px, from, py, to, accumulate: true);
            for (int i = 0; i < x.Length; i++)
            {
                int source = 0;
                for (int axis = 0; axis < sizes.Length; axis++) source += i / to[axis] % sizes[axis] * from[axis];
                Assert.Equal(2 * x[source], py[i]);
            }
        }
    });

    [Theory]
    [InlineData(37, 50)]
    [InlineData(3, 130)]
    [InlineData(130, 67)]
    public void StridedCopy_TransposesBeyondATile(int rows, int columns)
    {
        // Into rows side by side, from rows side by side, and added to what was there.
        float[] x = [.. Enumerable.Range(0, rows * columns).Select(i => (float)i)], y = new float[x.Length], z = new float[x.Length];
        fixed (float* px = x, py = y, pz = z)
        {
            Strided.Copy([columns, rows], px, [1, columns], py, [rows, 1], accumulate: false);
            Strided.Copy([rows, columns], px, [columns, 1], pz, [1, rows], accumulate: false);
            Assert.Equal(y, z);
            Strided.Copy([rows, columns], px, [columns, 1], pz, [1, rows], accumulate: true);
        }

        for (int i = 0; i < y.Length; i++) Assert.Equal(x[(i % rows * columns) + (i / rows)], y[i]);
        for (int i = 0; i < y.Length; i++) Assert.Equal(2 * y[i], z[i]);
    }

    [Theory]
    [InlineData(37, 50)]
    [InlineData(8, 9)]
    [InlineData(2, 90)]
    public void StridedCopy_TransposesWithinWiderRows(int rows, int columns)
    {
        // Source rows and destination rows have gaps, which stay as they are.
        int wide = columns + 3, tall = rows + 5;
        float[] x = [.. Enumerable.Range(0, rows * wide).Select(i => (float)i)], y = new float[columns * tall], z = new float[columns * tall];
        fixed (float* px = x, py = y, pz = z)
        {
            Strided.Copy([columns, rows], px, [1, wide], py, [tall, 1], accumulate: false);
            Strided.Copy([rows, columns], px, [wide, 1], pz, [1, tall], accumulate: false);
        }

        for (int i = 0; i < y.Length; i++) Assert.Equal(i % tall < rows ? x[(i % tall * wide) + (i / tall)] : 0, y[i]);
        Assert.Equal(y, z);
    }

    [Fact]
    public void StridedCopy_RepeatsColumnsAlongRows()
    {
        float[] x = [.. Enumerable.Range(0, 20).Select(i => (float)i)], y = new float[20 * 30];
        fixed (float* px = x, py = y) Strided.Copy([30, 20], px, [0, 1], py, [1, 30], accumulate: false);
        for (int i = 0; i < y.Length; i++) Assert.Equal(x[i / 30], y[i]);
    }

    [Fact]
    public void Transpose_EveryShapeAboutTheLanes_TouchesNothingElse()
    {
        CheckTranspositions<float>();
        CheckTranspositions<double>();
    }

    private static void CheckTranspositions<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] lengths = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 64, 70];
        using var source = new GuardedMemory<T>(70 * 70);
        using var target = new GuardedMemory<T>(70 * 70);
        foreach ((int rows, int columns) in lengths.SelectMany(r => lengths.Select(c => (r, c))))
        {
            source.Take(rows * columns);
            for (int i = 0; i < rows * columns; i++) source.Span[i] = T.CreateChecked(i);
            foreach (InstructionSet width in Widths.All)
            {
                target.Take(rows * columns, atEnd: rows % 2 == 0).Fill(T.NaN);
                var kernel = new TransposeKernel<T>
                {
                    Source = source.Pointer, SourceStride = columns, Rows = rows, Columns = columns, Destination = target.Pointer, DestinationStride = rows,
                };
                Widths.Run<T, TransposeKernel<T>>(width, ref kernel);
                for (int i = 0; i < rows * columns; i++) Assert.Equal(source.Span[(i % rows * columns) + (i / rows)], target.Span[i]);
                target.AssertUntouchedOutside();
            }
        }
    }

    private static void CheckWidth<V, L>(int columns)
        where V : unmanaged
        where L : struct, ILanes<float, V>
    {
        const int Rows = 3;
        float[] a = [.. Enumerable.Range(0, (Rows * columns) + 1).Select(i => i * 0.5f)], b = [2, 3, 4], y = new float[(Rows * columns) + 1];
        y[^1] = float.NaN;
        fixed (float* pa = a, pb = b, py = y)
        {
            var kernel = new BroadcastKernel<float, ForwardMap<float, MultiplyFunction<float>>, Accumulate>
            {
                Rows = Rows, Columns = columns, Destination = py, Second = new(pa, rowStride: columns), Third = new(pb, stays: true, rowStride: 1),
            };
            kernel.Run<V, L>();
        }

        for (int i = 0; i < Rows * columns; i++) Assert.Equal(a[i] * b[i / columns], y[i]);
        Assert.True(float.IsNaN(y[^1]));
    }

    private static void ForShapes(Action<int[], RandomStream> check) => Prop.ForAll(
        ShapeDraw.WithAxes, draw => check([.. draw.Shape, 1 + (draw.Seed % 20)], new RandomStream((ulong)draw.Seed))).Check(Config.QuickThrowOnFailure);

    // An address is there even for no elements.
    private static double[] Room(double[] values) => [.. values, double.NaN];

    private static int[] Strides(int[] shape) => [.. shape.Select((_, axis) => Draws.Count(shape[(axis + 1)..]))];

    private static int Locate(int index, int[] shape, int[] operand)
    {
        int[] own = Strides(operand), full = Strides(shape);
        int position = 0;
        for (int axis = 0; axis < operand.Length; axis++)
        {
            int at = axis + shape.Length - operand.Length;
            if (operand[axis] > 1) position += index / full[at] % shape[at] * own[axis];
        }

        return position;
    }
}
