using FastNN.Metrics;
using Xunit;

namespace FastNN.Tests.Metrics;

public sealed class RegressionMetricsTests
{
    // The example of scikit-learn's documentation of these metrics.
    private static readonly double[] s_targets = [3, -0.5, 2, 7];
    private static readonly double[] s_predictions = [2.5, 0, 2, 8];

    [Fact]
    public void Metrics_OfAKnownExample_AreThePublishedOnes()
    {
        Assert.Equal(0.375, RegressionMetrics.MeanSquaredError<double>(s_predictions, s_targets), 12);
        Assert.Equal(0.6123724356957945, RegressionMetrics.RootMeanSquaredError<double>(s_predictions, s_targets), 12);
        Assert.Equal(0.5, RegressionMetrics.MeanAbsoluteError<double>(s_predictions, s_targets), 12);
        Assert.Equal(0.9486081370449679, RegressionMetrics.RSquared<double>(s_predictions, s_targets), 12);
        Assert.Equal(
            0.9368005266622779, RegressionMetrics.RSquared<double>([0, 2, -1, 2, 8, -5], [0.5, 1, -1, 1, 7, -6], 2), 12);
    }

    [Fact]
    public void RSquared_OfConstantTargets_IsOneForExactAndZeroForOthers()
    {
        float[] constant = [0.1f, 0.1f, 0.1f];
        Assert.Equal(1, RegressionMetrics.RSquared<float>(constant, constant));
        Assert.Equal(0, RegressionMetrics.RSquared<float>([0.1f, 0.1f, 0.2f], constant));
        Assert.True(double.IsNaN(RegressionMetrics.RSquared<float>([0.1f, 0.1f, float.NaN], constant)));
        Assert.Equal(0, RegressionMetrics.RSquared<double>([2, 2, 2], [1, 2, 3]), 12);
    }

    [Fact]
    public void RSquared_LargeOffset_LosesNothing() =>
        Assert.Equal(0.5, RegressionMetrics.RSquared<double>([1e12 + 2, 1e12 + 2, 1e12 + 3], [1e12 + 1, 1e12 + 2, 1e12 + 3]), 12);

    [Fact]
    public void Metrics_AllocateNothingAndCheckShapes()
    {
        double sum = RegressionMetrics.RSquared<double>(s_predictions, s_targets, 2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += RegressionMetrics.RSquared<double>(s_predictions, s_targets, 2) + RegressionMetrics.MeanSquaredError<double>(s_predictions, s_targets)
            + RegressionMetrics.MeanAbsoluteError<double>(s_predictions, s_targets);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(double.IsFinite(sum));
        Assert.True(double.IsNaN(RegressionMetrics.MeanSquaredError<float>([], [])));
        Assert.True(double.IsNaN(RegressionMetrics.RSquared<float>([], [])));
        Assert.Throws<ArgumentException>(() => RegressionMetrics.MeanSquaredError<float>([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => RegressionMetrics.RSquared<float>([1, 2, 3], [1, 2, 3], 2));
    }
}
