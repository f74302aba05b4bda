using FastNN.Data;
using Xunit;

namespace FastNN.Tests.Data;

public sealed class DatasetTests
{
    [Fact]
    public void ForClassification_BorrowsAndDescribes()
    {
        float[] features = [1, 2, 3, 4, 5, 6];
        Dataset<float> data = Dataset.ForClassification<float>(features, new float[] { 0, 2, 1 }, 2, 3, ["a", "b", "c"], ["x", "y"]);
        features[0] = 9;
        Assert.Equal(9, data.Features.Span[0]);
        Assert.Equal((3, 2, 1, 3, true), (data.Count, data.FeatureCount, data.TargetCount, data.ClassCount, data.IsClassification));
        Assert.Equal(["a", "b", "c"], data.ClassNames!);
        Assert.Equal([1, 1, 1], data.CountByClass());
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(2f)]
    [InlineData(0.5f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ForClassification_ClassThatIsNone_IsRejected(float label)
    {
        var fault = Assert.Throws<ArgumentException>(() => Dataset.ForClassification<float>(new float[2], new[] { 1, label }, 1, 2));
        Assert.Contains("Row 1", fault.Message);
    }

    [Fact]
    public void Factories_ShapesThatDoNotFit_AreRejected()
    {
        Assert.Throws<ArgumentException>(() => Dataset.ForRegression<double>(new double[5], new double[2], 2));
        Assert.Throws<ArgumentException>(() => Dataset.ForRegression<double>(new double[4], new double[3], 2));
        Assert.Throws<ArgumentException>(() => Dataset.ForRegression<double>(new double[4], new double[2], 2, 1, ["one"]));
        Assert.Throws<ArgumentException>(() => Dataset.ForClassification<double>(new double[4], new double[2], 2, 2, ["one"]));
        Assert.Throws<ArgumentException>(() => Dataset.ForClassification<double>(new double[4], [0, 1, 1], 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset.ForRegression<double>(new double[4], new double[4], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset.ForClassification<double>(new double[4], new double[4], 1, 0));
    }

    [Fact]
    public void SliceAndBatch_ShareMemory_SubsetCopies()
    {
        Dataset<double> data = Numbered(5);
        Dataset<double> slice = data.Slice(1, 3);
        Assert.Equal([2, 3, 4, 5, 6, 7], slice.Features.ToArray());
        Assert.True(slice.Features.Span.Overlaps(data.Features.Span));
        Batch<double> batch = slice.Batch(1, 2);
        Assert.Equal(2, batch.Count);
        Assert.Equal([4, 5, 6, 7], batch.Features.ToArray());
        Assert.Equal([-2, -3], batch.Targets.ToArray());
        Dataset<double> subset = data.Subset([4, 0, 4]);
        Assert.Equal([8, 9, 0, 1, 8, 9], subset.Features.ToArray());
        Assert.Equal([-4, 0, -4], subset.Targets.ToArray());
        Assert.False(subset.Features.Span.Overlaps(data.Features.Span));
        Assert.Equal(0, data.Slice(5, 0).Count);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 6)]
    [InlineData(5, 1)]
    [InlineData(1, -1)]
    [InlineData(3, int.MaxValue)]
    public void SliceAndBatch_RowsOutside_AreRejected(int start, int count)
    {
        Dataset<double> data = Numbered(5);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Slice(start, count));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Batch(start, count).Count);
    }

    [Fact]
    public void Gather_CopiesRowsWithoutAllocating()
    {
        Dataset<double> data = Numbered(50);
        int[] rows = [7, 0, 49];
        double[] features = new double[8], targets = new double[4];
        data.Gather(rows, features, targets);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) data.Gather(rows, features, targets);
        for (int i = 0; i < 100; i++) _ = data.Batch(i % 10, 5);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal([14, 15, 0, 1, 98, 99, 0, 0], features);
        Assert.Equal([-7, 0, -49, 0], targets);
    }

    [Fact]
    public void Gather_SeveralTargets_CopiesThemAll()
    {
        Dataset<double> data = Dataset.ForRegression<double>(new double[] { 1, 2, 3 }, new double[] { 1, -1, 2, -2, 3, -3 }, 1, 2);
        Assert.Equal([3, -3, 1, -1], data.Subset([2, 0]).Targets.ToArray());
    }

    [Fact]
    public void Gather_BadRowsOrShortDestinations_AreRejected()
    {
        Dataset<double> data = Numbered(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Gather([3], new double[2], new double[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Subset([-1]));
        Assert.Throws<ArgumentException>(() => data.Gather([0], new double[1], new double[1]));
        Assert.Throws<ArgumentException>(() => data.Gather([0], new double[2], []));
    }

    [Fact]
    public void Cast_RoundsAndKeepsDescription()
    {
        Dataset<double> data = Dataset.ForClassification<double>(new[] { 0.1, 1e300 }, new double[] { 0, 1 }, 1, 2, ["a", "b"]);
        Dataset<float> cast = data.Cast<float>();
        Assert.Equal([0.1f, float.PositiveInfinity], cast.Features.ToArray());
        Assert.Same(data.ClassNames, cast.ClassNames);
        Assert.Equal(2, cast.ClassCount);
        Assert.Same(cast, cast.Cast<float>());
    }

    [Fact]
    public void ClassIndices_OfRegression_AreRefused() =>
        Assert.Throws<InvalidOperationException>(() => Numbered(3).CountByClass());

    /// <summary>Makes rows (0, 1), (2, 3), … with the targets 0, −1, ….</summary>
    internal static Dataset<double> Numbered(int count) => Dataset.ForRegression<double>(
        Enumerable.Range(0, 2 * count).Select(i => (double)i).ToArray(), Enumerable.Range(0, count).Select(i => (double)-i).ToArray(), 2);
}
