using System.Numerics;
using FastNN.Data;
using FastNN.Random;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FastNN.Tests.Data;

public sealed class FeatureScalerTests
{
    [Theory]
    [InlineData(1e300)]
    [InlineData(1.7e307)]
    [InlineData(1e-155)]
    [InlineData(1e-200)]
    [InlineData(1e-300)]
    public void Standardize_NumbersWhoseSquaresLeaveTheRange_IsThatOfTheirMultiples(double unit)
    {
        double[] values = [1 * unit, 5, 2 * unit, 5, 3 * unit, 5, 10 * unit, 5];
        FeatureScaler scaler = FeatureScaler.Standardize<double>(values, 2);
        Assert.Equal(4, scaler.Offsets[0] / unit, 1e-12);
        Assert.Equal(1 / Math.Sqrt(12.5), scaler.Scales[0] * unit, 1e-12);
        Assert.Equal((5, 1), (scaler.Offsets[1], scaler.Scales[1]));
    }

    [Fact]
    public void Standardize_GivesMeanZeroAndPopulationVarianceOne()
    {
        double[] values = [1, 100, 3, 100, 5, 400];
        FeatureScaler scaler = FeatureScaler.Standardize<double>(values, 2);
        Assert.Equal([3, 200], scaler.Offsets.ToArray());
        Assert.Equal([1 / Math.Sqrt(8 / 3.0), 1 / Math.Sqrt(20_000)], scaler.Scales.ToArray());
    }

    [Fact]
    public void Standardize_LargeOffset_LosesNothing()
    {
        var random = new RandomStream(1);
        double[] small = new double[10_000], shifted = new double[10_000];
        for (int i = 0; i < small.Length; i++)
        {
            small[i] = Math.Round(random.NextUniform(0, 1024));
            shifted[i] = small[i] + 1e12;
        }

        // Both are exact in double, so the variance must be the same to the last digits; the textbook formula gives nonsense here.
        Assert.Equal(FeatureScaler.Standardize<double>(small, 1).Scales[0], FeatureScaler.Standardize<double>(shifted, 1).Scales[0], 1e-15);
    }

    [Fact]
    public void Standardize_FirstRowFarOff_LosesNothing()
    {
        // Sums of squares about the first row alone would cancel here and lose ten digits.
        var random = new RandomStream(2);
        double[] values = new double[50_000];
        BigInteger sum = 0, squares = 0;
        for (int i = 1; i < values.Length; i++)
        {
            values[i] = (1 << 20) + random.NextInt32(8);
            sum += (BigInteger)values[i];
            squares += (BigInteger)values[i] * (BigInteger)values[i];
        }

        double variance = (double)((squares * values.Length) - (sum * sum)) / ((double)values.Length * values.Length);
        Assert.Equal(1, FeatureScaler.Standardize<double>(values, 1).Scales[0] * Math.Sqrt(variance), 1e-12);
    }

    [Fact]
    public void Fit_ColumnOfEqualValues_KeepsScaleOne()
    {
        float[] values = [.. Enumerable.Repeat(0.1f, 1000)];
        FeatureScaler scaler = FeatureScaler.Standardize<float>(values, 1);
        Assert.Equal(1, scaler.Scales[0]);
        Assert.Equal(0.1f, scaler.Offsets[0]);
        FeatureScaler range = FeatureScaler.MinMax<float>(values, 1, -1, 1);
        float[] scaled = new float[1000];
        range.Apply<float>(values, scaled);
        Assert.All(scaled, value => Assert.Equal(-1, value));
    }

    [Fact]
    public void MinMax_MapsEndsToEnds()
    {
        double[] values = [-3, 7, 0, 8, 9, 15], scaled = new double[6];
        FeatureScaler.MinMax<double>(values, 2).Apply<double>(values, scaled);
        Assert.Equal([0, 0, 0.25, 0.125, 1, 1], scaled);
        FeatureScaler.MinMax<double>(values, 2, -1, 1).Apply<double>(values, scaled);
        Assert.Equal([-1, -1, -0.5, -0.75, 1, 1], scaled);
    }

    [Fact]
    public void MinMax_EndsInAnyRow_AreFound()
    {
        double[] values = [0, 8, 9, -15, -3, 7, 1, 9], scaled = new double[8];
        FeatureScaler.MinMax<double>(values, 2, -5, -2).Apply<double>(values, scaled);
        Assert.Equal([-4.25, -2.125, -2, -5, -5, -2.25, -4, -2], scaled);
    }

    [Fact]
    public void Apply_ThenInvert_IsTheIdentity() =>
        Prop.ForAll(
            Gen.Choose(1, 6).SelectMany(columns => Gen.Choose(1, 20).SelectMany(rows =>
                Gen.ArrayOf(Gen.Choose(-1_000_000, 1_000_000).Select(i => i / 1000.0), rows * columns).Select(values => (columns, values)))).ToArbitrary(),
            drawn =>
            {
                Dataset<double> data = Dataset.ForRegression<double>(drawn.values, new double[drawn.values.Length / drawn.columns], drawn.columns);
                foreach (FeatureScaler scaler in new[] { FeatureScaler.Standardize(data), FeatureScaler.MinMax(data, -2, 3) })
                {
                    var restored = new FeatureScaler(scaler.Offsets, scaler.Scales);
                    double[] back = restored.Invert(scaler.Apply(data)).Features.ToArray();
                    for (int i = 0; i < back.Length; i++) Assert.Equal(drawn.values[i], back[i], 1e-9);
                }
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Apply_InPlaceAndToDatasets_LeavesTargetsAndNames()
    {
        Dataset<float> data = Dataset.ForClassification<float>(new float[] { 1, 3 }, [0, 1], 1, 2, ["a", "b"], ["x"]);
        FeatureScaler scaler = FeatureScaler.Standardize(data);
        Dataset<float> scaled = scaler.Apply(data);
        Assert.Equal([-1, 1], scaled.Features.ToArray());
        Assert.True(scaled.Targets.Span.Overlaps(data.Targets.Span));
        Assert.Same(data.ClassNames, scaled.ClassNames);
        float[] values = [1, 3];
        scaler.Apply<float>(values, values);
        Assert.Equal([-1, 1], values);
    }

    [Fact]
    public void WrongArguments_AreRejected()
    {
        Assert.Contains("Row 1, column 0", Assert.Throws<ArgumentException>(() => FeatureScaler.Standardize<float>([1, 2, float.NaN, 1], 2)).Message);
        Assert.Throws<ArgumentException>("values", () => FeatureScaler.Standardize<float>([], 2));
        Assert.Throws<ArgumentException>("values", () => FeatureScaler.MinMax<float>([1, 2, 3], 2));
        Assert.Throws<ArgumentOutOfRangeException>("columnCount", () => FeatureScaler.Standardize<float>([1, 2, 3], 0));
        Assert.Throws<ArgumentException>(() => FeatureScaler.MinMax<float>([1, 2], 1, 1, 1));
        Assert.Throws<ArgumentException>(() => new FeatureScaler([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new FeatureScaler([1], [0]));
        Assert.Throws<ArgumentException>(() => new FeatureScaler([double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => new FeatureScaler([0, 0], [1, 1]).Apply(DatasetTests.Numbered(2).Cast<float>().Features.Span, new float[3]));
        Assert.Throws<ArgumentException>(() => new FeatureScaler([0], [1]).Apply(DatasetTests.Numbered(2)));
    }
}
