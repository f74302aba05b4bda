using FastNN.Kernels;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Kernels.Reductions;

public sealed class EuclideanNormTests
{
    [Fact]
    public void Of_EveryLength_MatchesReference()
    {
        foreach (int length in LengthLadder.All)
        {
            double[] x = LengthLadder.Uniform(length, 3);
            float[] single = LengthLadder.ToSingle(x);
            AssertClose(Math.Sqrt(x.Sum(v => v * v)), EuclideanNorm.Of<double>(x), 1e-14);
            AssertClose(Math.Sqrt(single.Sum(v => (double)v * v)), EuclideanNorm.Of<float>(single), 1e-6);
        }
    }

    // From the smallest subnormal to the largest number: squares of most of these leave the range.
    [Fact]
    public void Of_FloatsOfAnySize_IsTheNormInDouble()
    {
        for (int exponent = -149; exponent <= 127; exponent++)
        {
            float unit = MathF.ScaleB(1, exponent);
            float[] x = [.. Enumerable.Range(0, 777).Select(i => i % 3 == 0 ? unit : i % 3 == 1 ? -unit : unit / 2)];
            AssertClose(Math.Sqrt(x.Sum(v => (double)v * v)), EuclideanNorm.Of<float>(x), 1e-6);
        }
    }

    [Fact]
    public void Of_DoublesOfAnySize_IsThreeFourFive()
    {
        for (int exponent = -1074; exponent <= 1020; exponent++)
        {
            double unit = Math.ScaleB(1, exponent);
            AssertClose(5 * unit, EuclideanNorm.Of<double>([3 * unit, 0, -4 * unit]), exponent < -1060 ? 1e-3 : 1e-15);
        }
    }

    [Fact]
    public void Of_ManyTinyElements_LosesNothing()
    {
        // Each square is a few units of the smallest number, far too coarse to add up.
        var x = new float[100_003];
        x.AsSpan().Fill(3.3e-23f);
        AssertClose(3.3e-23f * Math.Sqrt(100_003), EuclideanNorm.Of<float>(x), 1e-6);
    }

    [Fact]
    public void Of_SpecialValues_AreSaid()
    {
        Assert.Equal(0, EuclideanNorm.Of<float>([]));
        Assert.Equal(0, EuclideanNorm.Of<float>([0, -0f, 0]));
        Assert.Equal(double.NaN, EuclideanNorm.Of<float>([1, float.NaN]));
        Assert.Equal(double.NaN, EuclideanNorm.Of<float>([float.PositiveInfinity, float.NaN]));
        Assert.Equal(double.PositiveInfinity, EuclideanNorm.Of<float>([1, float.NegativeInfinity]));
        Assert.Equal(double.PositiveInfinity, EuclideanNorm.Of<double>([double.MaxValue, double.MaxValue]));
        AssertClose(Math.Sqrt(2) * float.MaxValue, EuclideanNorm.Of<float>([float.MaxValue, float.MaxValue]), 1e-6);
    }

    [Fact]
    public void Of_AnyRange_AllocatesNothing()
    {
        float[] usual = [1, 2], large = [1e30f, 2e30f];
        Allocations.AssertNone(() => EuclideanNorm.Of<float>(usual));
        Allocations.AssertNone(() => EuclideanNorm.Of<float>(large));
    }

    private static void AssertClose(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(actual - expected) <= relative * expected, $"expected {expected:R}, got {actual:R}");
}
