using FastNN.Layers;
using FastNN.Random;
using Xunit;

namespace FastNN.Tests.Layers;

public class InitializerTests
{
    [Theory]
    [InlineData("xavier-uniform", 0.006666666666666667, 0.1414213562373095)]
    [InlineData("xavier-normal", 0.006666666666666667, double.PositiveInfinity)]
    [InlineData("he-uniform", 0.01, 0.17320508075688773)]
    [InlineData("he-normal", 0.01, double.PositiveInfinity)]
    [InlineData("normal:0.5", 0.25, double.PositiveInfinity)]
    [InlineData("uniform:0.3", 0.03, 0.3)]
    [InlineData("zeros", 0, 0)]
    public void Fill_ManyValues_HaveTheRulesSpread(string name, double variance, double limit)
    {
        var values = new double[200 * 100];
        Initializer.Parse(name).Fill<double>(new RandomStream(5), 200, 100, values);
        double mean = values.Average(), spread = values.Average(value => (value - mean) * (value - mean));
        Assert.Equal(0, mean, Math.Sqrt(variance) * 0.05);
        Assert.Equal(variance, spread, variance * 0.05);
        Assert.All(values, value => Assert.True(Math.Abs(value) <= limit));
    }

    [Theory]
    [InlineData("xavier")]
    [InlineData("")]
    [InlineData("normal:")]
    [InlineData("normal:x")]
    [InlineData("normal:-1")]
    [InlineData("uniform:NaN")]
    [InlineData("uniform:1e31")]
    [InlineData("zeros:1")]
    public void Parse_UnknownRule_ListsTheKnownOnes(string text) =>
        Assert.Contains("he-uniform", Assert.Throws<FormatException>(() => Initializer.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(-0.5)]
    [InlineData(1e31)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void Spread_OutOfRange_IsRejected(double spread)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Uniform(spread));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Normal(spread));
    }

    [Fact]
    public void Fill_TheWidestSpread_GivesFiniteFloats()
    {
        float[] values = new float[10_000];
        foreach (Initializer rule in (Initializer[])[Initializer.Uniform(1e30), Initializer.Normal(1e30)])
        {
            rule.Fill<float>(new RandomStream(1, 0), 100, 100, values);
            Assert.True(values.All(float.IsFinite) && values.Any(value => value > 1e29f));
        }
    }

    [Fact]
    public void Parse_OfAName_GivesTheRuleBack()
    {
        foreach (Initializer rule in (Initializer[])[Initializer.XavierNormal, Initializer.HeUniform, Initializer.Normal(0.01), Initializer.Uniform(2.5)])
        {
            Assert.Equal(rule.Name, Initializer.Parse(rule.Name).Name);
        }
    }
}
