using FastNN.Metrics;
using Xunit;

namespace FastNN.Tests.Metrics;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Ratios_OfAKnownExample_AreRight()
    {
        ConfusionMatrix matrix = Example();
        Assert.Equal((25, 12), (matrix.Count, matrix.CorrectCount));
        Assert.Equal(0.48, matrix.Accuracy, 12);
        Assert.Equal([4 / 13.0, 2 / 3.0, 6 / 9.0], new[] { matrix.Precision(0), matrix.Precision(1), matrix.Precision(2) });
        Assert.Equal([4 / 6.0, 2 / 10.0, 6 / 9.0], new[] { matrix.Recall(0), matrix.Recall(1), matrix.Recall(2) });
        Assert.Equal([8 / 19.0, 4 / 13.0, 12 / 18.0], new[] { matrix.F1(0), matrix.F1(1), matrix.F1(2) });
        Assert.Equal(((4 / 13.0) + (2 / 3.0) + (6 / 9.0)) / 3, matrix.MacroPrecision, 12);
        Assert.Equal(((4 / 6.0) + 0.2 + (6 / 9.0)) / 3, matrix.MacroRecall, 12);
        Assert.Equal(((8 / 19.0) + (4 / 13.0) + (12 / 18.0)) / 3, matrix.MacroF1, 12);
        Assert.Equal(matrix.Accuracy, matrix.MicroF1);
        Assert.Equal(matrix.Accuracy, matrix.MicroPrecision);
        Assert.Equal(matrix.Accuracy, matrix.MicroRecall);
    }

    [Fact]
    public void Ratios_WithoutCases_AreZero()
    {
        var matrix = new ConfusionMatrix(2);
        Assert.True(double.IsNaN(matrix.Accuracy));
        matrix.Add(0, 0);
        Assert.Equal((0, 0, 0), (matrix.Precision(1), matrix.Recall(1), matrix.F1(1)));
        Assert.Equal((0.5, 0.5, 0.5), (matrix.MacroPrecision, matrix.MacroRecall, matrix.MacroF1));
    }

    [Fact]
    public void Add_Batches_WithoutAllocating()
    {
        var matrix = new ConfusionMatrix(2);
        float[] scores = [1, 0, 0, 1, 3, 2], labels = [0, 1, 1];
        matrix.Add<float>(scores, labels);
        matrix.AddBinary<float>([0.2f, 0.9f, 0.5f], labels);
        long before = GC.GetAllocatedBytesForCurrentThread();
        matrix.Add<float>(scores, labels);
        matrix.AddBinary<float>(scores.AsSpan(0, 3), labels, 0);
        double sum = matrix.MacroF1 + matrix.MacroPrecision + matrix.MacroRecall + matrix.Accuracy;
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(sum > 0);
        Assert.Equal([3, 1, 5, 3], new[] { matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1] });
        matrix.Clear();
        Assert.Equal((0, 0), (matrix.Count, matrix[0, 0]));
    }

    [Fact]
    public void ToString_IsATable()
    {
        var matrix = new ConfusionMatrix(2, ["no", "yes"]);
        matrix.Add(0, 0);
        matrix.Add(0, 1);
        matrix.Add(1, 1);
        Assert.Equal(
            "actual \\ predicted      no     yes  recall\n" +
            "no                       1       1  0.5000\n" +
            "yes                      0       1  1.0000\n" +
            "precision           1.0000  0.5000  0.6667",
            matrix.ToString());
    }

    [Fact]
    public void ToString_ColumnsAreAsWideAsTheirWidest()
    {
        var matrix = new ConfusionMatrix(2, ["a class of a long name", "b"]);
        for (int i = 0; i < 10; i++) matrix.Add(1, 1);
        Assert.Equal(
            "actual \\ predicted      a class of a long name       b  recall\n" +
            "a class of a long name                       0       0  0.0000\n" +
            "b                                            0      10  1.0000\n" +
            "precision                               0.0000  1.0000  1.0000",
            matrix.ToString());
        Assert.StartsWith("actual \\ predicted       0       1  recall\n0 ", new ConfusionMatrix(2).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WrongArguments_AreRejected()
    {
        var matrix = new ConfusionMatrix(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(46341));
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix(2, ["a"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(0, -1));
        Assert.Throws<ArgumentException>(() => matrix.Add<float>([1, 2, 3], [0, 1]));
        Assert.Throws<ArgumentException>(() => matrix.Add<float>([1, 2, float.NaN], [0]));
        Assert.Throws<ArgumentException>(() => matrix.Add<float>([1, 2, 3], [0.5f]));
        Assert.Throws<ArgumentException>(() => matrix.Add<float>([1, 2, 3], [float.NaN]));
        Assert.Throws<InvalidOperationException>(() => matrix.AddBinary<float>([1], [0]));
        Assert.Equal(0, matrix.Count);
    }

    private static ConfusionMatrix Example()
    {
        long[,] counts = { { 4, 1, 1 }, { 6, 2, 2 }, { 3, 0, 6 } };
        var matrix = new ConfusionMatrix(3);
        for (int actual = 0; actual < 3; actual++)
        {
            for (int predicted = 0; predicted < 3; predicted++)
            {
                for (long i = 0; i < counts[actual, predicted]; i++) matrix.Add(actual, predicted);
            }
        }

        return matrix;
    }
}
