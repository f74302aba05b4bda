using FastNN.Metrics;
using Xunit;

namespace FastNN.Tests.Metrics;

public sealed class ClassificationMetricsTests
{
    [Fact]
    public void Accuracy_CountsLargestScores_FirstOfEquals()
    {
        float[] scores = [0.1f, 0.7f, 0.2f, 5, 5, -1, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, 1, float.NaN, 0];
        Assert.Equal(0.75, ClassificationMetrics.Accuracy<float>(scores, [1, 0, 0, 0], 3));
        Assert.Equal(0, ClassificationMetrics.CountCorrect<float>(scores, [0, 1, 2, 1], 3));
        Assert.Equal(-1, ClassificationMetrics.ArgMax([1f, float.NaN]));
    }

    [Fact]
    public void BinaryAccuracy_NeedsMoreThanTheThreshold()
    {
        double[] scores = [0.5, 0.6, 0.4, double.NaN, double.NaN];
        Assert.Equal(3, ClassificationMetrics.CountCorrectBinary<double>(scores, [0, 1, 0, 0, 1]));
        Assert.Equal(0.2, ClassificationMetrics.BinaryAccuracy<double>(scores, [1, 0, 1, 0, 1], 0.4999) , 12);
    }

    [Fact]
    public void Metrics_AllocateNothing()
    {
        float[] scores = new float[300], labels = new float[100];
        double sum = ClassificationMetrics.Accuracy<float>(scores, labels, 3) + ClassificationMetrics.BinaryAccuracy<float>(labels, labels);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += ClassificationMetrics.Accuracy<float>(scores, labels, 3) + ClassificationMetrics.BinaryAccuracy<float>(labels, labels);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(4, sum);
    }

    [Fact]
    public void Metrics_ShapesAndNoSamples_AreDefined()
    {
        Assert.True(double.IsNaN(ClassificationMetrics.Accuracy<float>([], [], 3)));
        Assert.True(double.IsNaN(ClassificationMetrics.BinaryAccuracy<float>([], [])));
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Accuracy<float>(new float[5], new float[2], 3));
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.BinaryAccuracy<float>(new float[5], new float[4]));
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.ArgMax<float>([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassificationMetrics.Accuracy<float>([], [], 0));
    }
}
