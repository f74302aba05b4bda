using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Kernels.Reductions;

public sealed unsafe class RowTests
{
    private const int RowCount = 3;

    [Fact]
    public void SoftmaxAndRelatives_EveryWidthOfRow_MatchReferenceInsideGuards()
    {
        float[] values = LengthLadder.ToSingle(LengthLadder.Uniform(RowCount * 257, 20));
        using var source = new GuardedMemory<float>(values.Length);
        using var target = new GuardedMemory<float>(values.Length);
        using var sums = new GuardedMemory<float>(RowCount);
        foreach (int columns in LengthLadder.All.Skip(1))
        {
            foreach (InstructionSet width in Widths.All)
            {
                source.Take(values.AsSpan(0, RowCount * columns));
                target.Take(RowCount * columns, atEnd: columns % 2 == 0);
                sums.Take(RowCount);
                var softmax = new SoftmaxKernel<float>
                {
                    X = source.Pointer,
                    Rows = RowCount,
                    Columns = columns,
                    Destination = target.Pointer,
                };
                Widths.Run<float, SoftmaxKernel<float>>(width, ref softmax);
                target.AssertUntouchedOutside();
                float[] probabilities = target.Span.ToArray();

                var log = new LogSoftmaxKernel<float>
                {
                    X = source.Pointer,
                    Rows = RowCount,
                    Columns = columns,
                    Destination = source.Pointer,
                };
                Widths.Run<float, LogSoftmaxKernel<float>>(width, ref log);
                float[] logarithms = source.Span.ToArray();
                source.AssertUntouchedOutside();

                source.Take(values.AsSpan(0, RowCount * columns));
                var logSum = new LogSoftmaxKernel<float> { X = source.Pointer, Rows = RowCount, Columns = columns, LogSums = sums.Pointer };
                Widths.Run<float, LogSoftmaxKernel<float>>(width, ref logSum);
                sums.AssertUntouchedOutside();

                for (int row = 0; row < RowCount; row++)
                {
                    double[] z = [.. values.AsSpan(row * columns, columns).ToArray().Select(v => (double)v)];
                    double top = z.Max();
                    double sum = z.Sum(v => Math.Exp(v - top));
                    Assert.Equal(top + Math.Log(sum), sums.Span[row], 4e-6);
                    for (int i = 0; i < columns; i++)
                    {
                        double expected = Math.Exp(z[i] - top) / sum;
                        // The rounding of z - top, up to 40, is that much relative to the result.
                        Assert.Equal(expected, probabilities[(row * columns) + i], expected * 3e-6);
                        Assert.Equal(z[i] - top - Math.Log(sum), logarithms[(row * columns) + i], 8e-6);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void NonFiniteRows_HaveTheDocumentedResults(int columns)
    {
        double[] x = new double[3 * columns];
        Array.Fill(x, double.NegativeInfinity, 0, columns);
        x[columns + 1] = double.PositiveInfinity;
        x[(2 * columns) + 1] = double.NaN;
        double[] y = new double[x.Length];
        Rows.Softmax<double>(x, 3, columns, y);
        Assert.All(y, value => Assert.True(double.IsNaN(value)));
        Rows.LogSoftmax<double>(x, 3, columns, y);
        Assert.All(y, value => Assert.True(double.IsNaN(value)));
        double[] sums = new double[3];
        Rows.LogSumExp<double>(x, 3, columns, sums);
        Assert.Equal([double.NegativeInfinity, double.PositiveInfinity, double.NaN], sums);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void MaskedAndHugeLogits_DoNotOverflow(int columns)
    {
        float[] x = new float[columns];
        Array.Fill(x, 1e38f);
        x[1] = float.NegativeInfinity;
        float[] y = new float[columns];
        Rows.Softmax<float>(x, 1, columns, y);
        Assert.Equal(0, y[1]);
        Assert.Equal(1.0 / (columns - 1), y[0], 1e-7);
    }

    [Fact]
    public void MaskedLogits_InALongRow_CountForNothingAndTinyOnesForWhatTheyAre()
    {
        const int Columns = 300;
        float[] x = LengthLadder.ToSingle(LengthLadder.Uniform(Columns, 3));
        for (int i = 0; i < Columns; i += 37) x[i] = float.NegativeInfinity;
        for (int i = 5; i < Columns; i += 37) x[i] = -90;
        double top = x.Max(), sum = x.Sum(value => Math.Exp(value - top));
        float[] y = new float[Columns];
        float logSum = 0;
        fixed (float* source = x, target = y)
        {
            foreach (InstructionSet width in Widths.All)
            {
                y.AsSpan().Fill(float.NaN);
                logSum = float.NaN;
                var softmax = new SoftmaxKernel<float> { X = source, Rows = 1, Columns = Columns, Destination = target };
                Widths.Run<float, SoftmaxKernel<float>>(width, ref softmax);
                var logSums = new LogSoftmaxKernel<float> { X = source, Rows = 1, Columns = Columns, LogSums = &logSum };
                Widths.Run<float, LogSoftmaxKernel<float>>(width, ref logSums);
                Assert.Equal(top + Math.Log(sum), logSum, 4e-6);
                for (int i = 0; i < Columns; i++)
                {
                    // Subnormal probabilities to one unit of theirs, others to the rounding of the difference.
                    double expected = Math.Exp(x[i] - top) / sum;
                    Assert.Equal(expected, y[i], (expected * 1e-6) + (x[i] == -90 ? float.Epsilon * 2 : 0));
                }

                Assert.NotEqual(0, y[5]);
            }
        }
    }

    [Fact]
    public void Gradients_MatchCentralDifferences()
    {
        foreach (int columns in (int[])[1, 2, 7, 8, 9, 33])
        {
            double[] x = LengthLadder.Uniform(2 * columns, 2);
            double[] g = LengthLadder.Uniform(2 * columns, 1, seed: 8);
            double[] y = new double[x.Length];
            double[] dx = new double[x.Length];
            Rows.Softmax<double>(x, 2, columns, y);
            RowGradients.Softmax<double>(g, y, 2, columns, dx);
            AssertGradient(x, dx, z => Weighted(z, g, columns, Rows.Softmax));
            Rows.LogSoftmax<double>(x, 2, columns, y);
            RowGradients.LogSoftmax<double>(g, y, 2, columns, dx, accumulate: true);
            double[] both = [.. dx];
            AssertGradient(x, both, z => Weighted(z, g, columns, Rows.Softmax) + Weighted(z, g, columns, Rows.LogSoftmax));
        }
    }

    [Fact]
    public void ColumnAndRowSums_EverySize_MatchReferenceInsideGuards()
    {
        float[] values = LengthLadder.ToSingle(LengthLadder.Uniform(700 * 140, 1));
        using var source = new GuardedMemory<float>(values.Length);
        using var target = new GuardedMemory<float>(700);
        foreach ((int rows, int columns) in Sizes())
        {
            source.Take(values.AsSpan(0, rows * columns));
            double[] byColumn = new double[columns];
            double[] byRow = new double[rows];
            for (int i = 0; i < rows * columns; i++)
            {
                byColumn[i % columns] += values[i];
                byRow[i / columns] += values[i];
            }

            foreach (InstructionSet width in Widths.All)
            {
                target.Take(columns).Fill(float.NaN);
                var over = new ColumnSumKernel<float, Overwrite>
                {
                    X = source.Pointer,
                    Rows = rows,
                    Columns = columns,
                    Destination = target.Pointer,
                };
                Widths.Run<float, ColumnSumKernel<float, Overwrite>>(width, ref over);
                for (int i = 0; i < columns; i++) Assert.Equal(byColumn[i], target.Span[i], 2e-5);
                target.Take(columns).Fill(2);
                var add = new ColumnSumKernel<float, Accumulate>
                {
                    X = source.Pointer,
                    Rows = rows,
                    Columns = columns,
                    Destination = target.Pointer,
                };
                Widths.Run<float, ColumnSumKernel<float, Accumulate>>(width, ref add);
                for (int i = 0; i < columns; i++) Assert.Equal(2 + byColumn[i], target.Span[i], 2e-5);
                target.AssertUntouchedOutside();
            }

            target.Take(rows).Fill(2);
            Rows.Sum(source.Span, rows, columns, target.Span, accumulate: true);
            for (int i = 0; i < rows; i++) Assert.Equal(2 + byRow[i], target.Span[i], 2e-5);
            target.AssertUntouchedOutside();
        }

        static IEnumerable<(int Rows, int Columns)> Sizes()
        {
            for (int columns = 1; columns <= 140; columns++) yield return (5, columns);
            foreach (int rows in (int[])[1, 3, 4, 255, 256, 257, 515, 700])
            {
                yield return (rows, 10);
                yield return (rows, 70);
            }
        }
    }

    [Fact]
    public void WrongSizes_AreRejected()
    {
        Assert.Throws<ArgumentException>(() => Rows.Softmax<float>(new float[6], 2, 3, new float[5]));
        Assert.Throws<ArgumentException>(() => Rows.Softmax<float>(new float[7], 2, 3, new float[6]));
        Assert.Throws<ArgumentException>(() => Rows.SumColumns<float>(new float[6], 2, 3, new float[2]));
        Assert.Throws<ArgumentException>(() => Rows.Sum<float>(new float[6], 2, 3, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rows.Sum<float>(new float[6], -2, -3, new float[3]));
        float[] shared = new float[8];
        Assert.Throws<ArgumentException>(() => Rows.Sum<float>(shared.AsSpan(0, 6), 2, 3, shared.AsSpan(5, 2)));
        Assert.Throws<ArgumentException>(() => Rows.SumColumns<float>(shared.AsSpan(2, 6), 2, 3, shared.AsSpan(0, 3)));
        Assert.Throws<ArgumentException>(() => Rows.LogSumExp<float>(shared.AsSpan(0, 6), 2, 3, shared.AsSpan(0, 2)));
        Rows.Sum<float>(shared.AsSpan(0, 6), 2, 3, shared.AsSpan(6, 2));
    }

    private delegate void RowFunction(ReadOnlySpan<double> x, int rows, int columns, Span<double> destination);

    private static double Weighted(double[] z, double[] weights, int columns, RowFunction function)
    {
        var y = new double[z.Length];
        function(z, z.Length / columns, columns, y);
        return y.Zip(weights, (value, weight) => value * weight).Sum();
    }

    private static void AssertGradient(double[] x, double[] gradient, Func<double[], double> function)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double[] up = [.. x], down = [.. x];
            up[i] += 1e-6;
            down[i] -= 1e-6;
            Assert.Equal((function(up) - function(down)) / 2e-6, gradient[i], 1e-7);
        }
    }
}
