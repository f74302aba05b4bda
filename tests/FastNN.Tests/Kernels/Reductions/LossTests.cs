using FastNN.Kernels;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Kernels.Reductions;

public sealed class LossTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void SoftmaxCrossEntropy_MatchesReferenceAndItsGradient(int columns)
    {
        const int RowCount = 4;
        double[] z = LengthLadder.Uniform(RowCount * columns, 5);
        double[] classes = [.. Enumerable.Range(0, RowCount).Select(row => (double)(row * 7 % columns))];
        double[] dense = new double[z.Length];
        for (int row = 0; row < RowCount; row++) dense[(row * columns) + (int)classes[row]] = 1;
        double[] losses = new double[RowCount], again = new double[RowCount], p = new double[z.Length], gradient = new double[z.Length];
        RowLosses.SoftmaxCrossEntropy<double>(z, RowCount, columns, classes, losses, p);
        RowLosses.SoftmaxCrossEntropyDense<double>(z, RowCount, columns, dense, again, []);
        for (int row = 0; row < RowCount; row++)
        {
            double[] one = z[(row * columns)..((row + 1) * columns)];
            Assert.Equal(Math.Log(one.Sum(Math.Exp)) - one[(int)classes[row]], losses[row], 1e-13);
            Assert.Equal(losses[row], again[row], 1e-13);
        }

        RowLosses.SoftmaxCrossEntropyGradient<double>(p, RowCount, columns, classes, 0.25, gradient);
        AssertGradient(z, gradient, logits => 0.25 * Total(logits, columns, classes));
        Array.Fill(gradient, 1);
        RowLosses.SoftmaxCrossEntropyGradient<double>(p, RowCount, columns, classes, 0.25, gradient, accumulate: true);
        AssertGradient(z, [.. gradient.Select(value => value - 1)], logits => 0.25 * Total(logits, columns, classes));
        RowLosses.SoftmaxCrossEntropyDenseGradient<double>(p, dense, 0.25, gradient);
        AssertGradient(z, gradient, logits => 0.25 * Total(logits, columns, classes));
        RowLosses.SoftmaxCrossEntropyGradient<double>(p, RowCount, columns, classes, 0.25, p);
        Assert.Equal(gradient.Length, gradient.Zip(p).Count(pair => Math.Abs(pair.First - pair.Second) < 1e-15));
    }

    [Fact]
    public void SoftmaxCrossEntropy_ExtremeLogits_IsFinite()
    {
        float[] losses = new float[2];
        RowLosses.SoftmaxCrossEntropy<float>([1000, -1000, 0, -1000, 1000, 0], 2, 3, [1, 1], losses, []);
        Assert.Equal([2000, 0], losses);
        RowLosses.SoftmaxCrossEntropyDense<float>([float.NegativeInfinity, 0], 1, 2, [0, 1], losses.AsSpan(0, 1), []);
        Assert.Equal(0, losses[0]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void ClassThatDoesNotExist_IsRejectedWithItsRow(double value)
    {
        var error = Assert.Throws<ArgumentException>(
            () => RowLosses.SoftmaxCrossEntropy<double>(new double[6], 2, 3, [0, value], new double[2], []));
        Assert.Contains("row 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SigmoidCrossEntropy_MatchesReferenceAndItsGradient()
    {
        double[] z = LengthLadder.Uniform(257, 30);
        double[] t = [.. LengthLadder.Uniform(257, 0.5, seed: 6).Select(value => value + 0.5)];
        double[] losses = new double[257], gradient = new double[257];
        ElementLosses.SigmoidCrossEntropy<double>(z, t, losses);
        for (int i = 0; i < 257; i++)
        {
            double expected = Math.Max(z[i], 0) - (z[i] * t[i]) + Math.Log(1 + Math.Exp(-Math.Abs(z[i])));
            Assert.Equal(expected, losses[i], 1e-14 * (1 + Math.Abs(z[i])));
        }

        ElementLosses.SigmoidCrossEntropyGradient(z, t, 0.5, gradient);
        for (int i = 0; i < 257; i++) Assert.Equal(((1 / (1 + Math.Exp(-z[i]))) - t[i]) * 0.5, gradient[i], 1e-15);
        ElementLosses.SigmoidCrossEntropyGradient(z, t, 0.5, gradient, accumulate: true);
        for (int i = 0; i < 257; i++) Assert.Equal((1 / (1 + Math.Exp(-z[i]))) - t[i], gradient[i], 1e-15);
    }

    [Fact]
    public void SigmoidCrossEntropy_CertainAndRight_LosesNoDigits()
    {
        float[] losses = new float[2];
        ElementLosses.SigmoidCrossEntropy<float>([80, -80], [1, 0], losses);
        Assert.All(losses, loss => Assert.Equal(1.8048513878454153e-35, loss, 1e-41));
    }

    [Fact]
    public void SquaredError_MatchesReferenceAndItsGradient()
    {
        float[] losses = new float[3], gradient = new float[3];
        ElementLosses.SquaredError<float>([1, 2, 5], [1, 4, 2], losses);
        Assert.Equal([0, 4, 9], losses);
        ElementLosses.SquaredErrorGradient<float>([1, 2, 5], [1, 4, 2], 2, gradient);
        Assert.Equal([0, -4, 6], gradient);
        Assert.Equal(13, FastNN.Kernels.Reductions.SumOfSquaredErrors<float>([1, 2, 5], [1, 4, 2]));
    }

    [Fact]
    public void Losses_AllocateNothing()
    {
        float[] z = new float[100], p = new float[100], classes = new float[10], losses = new float[10];
        Allocations.AssertNone(() =>
        {
            RowLosses.SoftmaxCrossEntropy<float>(z, 10, 10, classes, losses, p);
            RowLosses.SoftmaxCrossEntropyGradient<float>(p, 10, 10, classes, 0.1f, p);
            ElementLosses.SigmoidCrossEntropy<float>(z, z, p);
        });
    }

    private static double Total(double[] logits, int columns, double[] classes)
    {
        var losses = new double[classes.Length];
        RowLosses.SoftmaxCrossEntropy<double>(logits, classes.Length, columns, classes, losses, []);
        return losses.Sum();
    }

    private static void AssertGradient(double[] x, double[] gradient, Func<double[], double> function)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double[] up = [.. x], down = [.. x];
            up[i] += 1e-5;
            down[i] -= 1e-5;
            Assert.Equal((function(up) - function(down)) / 2e-5, gradient[i], 1e-8);
        }
    }

    [Fact]
    public void SoftmaxCrossEntropy_LossesInPlaceOfClasses_AreRight()
    {
        // More rows than are gathered at a time.
        const int RowCount = 150, Columns = 4;
        double[] z = new double[RowCount * Columns];
        double[] classes = [.. Enumerable.Range(0, RowCount).Select(row => (double)(row % Columns))];
        RowLosses.SoftmaxCrossEntropy<double>(z, RowCount, Columns, classes, classes, []);
        Assert.All(classes, loss => Assert.Equal(Math.Log(4), loss, 1e-14));
    }

    [Fact]
    public void SoftmaxCrossEntropy_LossesOverWhatIsRead_AreRefused()
    {
        double[] z = new double[12], more = new double[24];
        Assert.Throws<ArgumentException>(() => RowLosses.SoftmaxCrossEntropy<double>(z, 3, 4, new double[3], z.AsSpan(0, 3), []));
        Assert.Throws<ArgumentException>(() => RowLosses.SoftmaxCrossEntropy<double>(z, 3, 4, more.AsSpan(0, 3), more.AsSpan(1, 3), []));
        Assert.Throws<ArgumentException>(() => RowLosses.SoftmaxCrossEntropyDense<double>(z, 3, 4, more.AsSpan(0, 12), more.AsSpan(5, 3), []));
        Assert.Throws<ArgumentException>(() => RowLosses.SoftmaxCrossEntropyDense<double>(z, 3, 4, more.AsSpan(0, 12), new double[3], more.AsSpan(0, 12)));
        Assert.Throws<ArgumentException>(() => RowLosses.SoftmaxCrossEntropy<double>(z, 3, 4, new double[3], more.AsSpan(0, 3), more.AsSpan(0, 12)));
        Assert.Throws<ArgumentException>(() => RowLosses.SoftmaxCrossEntropy<double>(z, 3, 4, more.AsSpan(0, 3), new double[3], more.AsSpan(0, 12)));
        Assert.Throws<ArgumentException>(() => RowLosses.SoftmaxCrossEntropyGradient<double>(z, 3, 4, more.AsSpan(11, 3), 1, more.AsSpan(0, 12)));
    }
}
