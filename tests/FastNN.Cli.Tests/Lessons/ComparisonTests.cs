using FastNN.Cli.Lessons;
using Xunit;

namespace FastNN.Cli.Tests.Lessons;

public sealed class ComparisonTests
{
    [Fact]
    public void Numbers_FieldsAndLists_AreComparedOneByOne()
    {
        var expected = new Figures { ["a"] = 1, ["b"] = [1, 2], ["c"] = new Figures { ["x"] = [[1], [2]] } };
        var actual = new Figures { ["a"] = 1.5, ["b"] = [1, 2.25], ["c"] = new Figures { ["x"] = [[1], [2]] } };
        var comparison = new Comparison(expected, actual, _ => Tolerance.Absolute(0.3));
        Assert.Equal(["a", "b[0]", "b[1]", "c.x[0][0]", "c.x[1][0]"], comparison.Numbers.Select(number => number.Name));
        Assert.Equal(0.5, comparison.MaxDifference);
        Assert.False(comparison.Passed);
        Assert.Equal(["a"], comparison.Numbers.Where(number => !number.Passed).Select(number => number.Name));
    }

    [Fact]
    public void RelativeTolerance_MeasuresAgainstTheExpected()
    {
        var comparison = new Comparison(new() { ["a"] = 200 }, new() { ["a"] = 201 }, _ => Tolerance.Relative(0.005));
        Assert.Equal(0.005, comparison.MaxDifference);
        Assert.True(comparison.Passed);
    }

    [Theory]
    [InlineData("r2_at_least", 0.9, 0.95, 0)]
    [InlineData("r2_at_least", 0.9, 0.8, 0.1)]
    [InlineData("error_at_most", 0.9, 0.8, 0)]
    [InlineData("error_at_most", 0.9, 0.95, 0.05)]
    public void Bounds_HoldOnOneSide(string name, double expected, double actual, double difference)
    {
        foreach ((Figure wanted, Figure given) in new[] { ((Figure)expected, (Figure)actual),
            (new Figures { ["x"] = expected }, new Figures { ["x"] = actual }) })
        {
            var comparison = new Comparison(new() { [name] = wanted }, new() { [name] = given }, _ => Tolerance.Absolute(1));
            Assert.Equal(difference, comparison.MaxDifference, 1e-12);
            Assert.Equal(difference == 0, comparison.Passed);
        }
    }

    [Fact]
    public void Missing_OrNaN_DoesNotPass()
    {
        var expected = new Figures { ["a"] = 1, ["b"] = [1, 2] };
        Assert.False(new Comparison(expected, new() { ["b"] = [1, 2] }, _ => Tolerance.Absolute(9)).Passed);
        Assert.False(new Comparison(expected, new() { ["a"] = 1, ["b"] = [1] }, _ => Tolerance.Absolute(9)).Passed);
        Assert.False(new Comparison(expected, new() { ["a"] = double.NaN, ["b"] = [1, 2] }, _ => Tolerance.Absolute(9)).Passed);
        Assert.False(new Comparison(expected, new() { ["a"] = 1, ["b"] = 1 }, _ => Tolerance.Absolute(9)).Passed);
    }
}
