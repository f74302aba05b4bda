using FastNN.Cli.Reporting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FastNN.Cli.Tests.Reporting;

public sealed class TicksTests
{
    [Theory]
    [InlineData(0, 1, 6, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 1, 4, "0 0.5 1.0")]
    [InlineData(-3, 3, 8, "−3 −2 −1 0 1 2 3")]
    [InlineData(1, 40, 9, "5 10 15 20 25 30 35 40")]
    [InlineData(0, 12345, 8, "0 2,000 4,000 6,000 8,000 10,000 12,000")]
    [InlineData(-2e-9, 2e-9, 5, "−2e−9 −1e−9 0 1e−9 2e−9")]
    [InlineData(0, 3e12, 5, "0 1e12 2e12 3e12")]
    [InlineData(0.12345, 0.12346, 3, "0.123450 0.123455 0.123460")]
    public void Choose_Linear_GivesRoundNumbers(double min, double max, int most, string expected) =>
        Assert.Equal(expected, Labels(new Axis("x"), min, max, most));

    [Theory]
    [InlineData(0.001, 100, 6, "0.001 0.01 0.1 1 10 100")]
    [InlineData(1, 10, 8, "1 2 5 10")]
    [InlineData(1e-12, 1e9, 8, "1e−12 1e−9 1e−6 1e−3 1e0 1e3 1e6 1e9")]
    [InlineData(21, 28, 8, "21 22 23 24 25 26 27 28")]
    public void Choose_Log_GivesPowersOfTen(double min, double max, int most, string expected) =>
        Assert.Equal(expected, Labels(new Axis("x", Scale: AxisScale.Log), min, max, most));

    [Fact]
    public void Choose_Integer_NeverDividesOne() => Assert.Equal("1 2 3", Labels(new Axis("epoch", IsInteger: true), 1, 3, 12));

    [Fact]
    public void Choose_AnyRange_StaysInsideRisesAndKeepsToTheNumber() =>
        Prop.ForAll(
            ArbMap.Default.GeneratorFor<NormalFloat>().Two().Zip(Gen.Choose(2, 14)).ToArbitrary(),
            sample =>
            {
                ((NormalFloat a, NormalFloat b), int most) = sample;
                (double min, double max) = new Axis("x").Range([a.Item / 4, b.Item / 4], 0.04);
                List<Tick> ticks = Ticks.Choose(new Axis("x"), min, max, most);
                double slack = 1e-8 * (max - min);
                return ticks.Count <= most
                    && ticks.TrueForAll(tick => tick.Value >= min - slack && tick.Value <= max + slack)
                    && ticks.Zip(ticks.Skip(1)).All(pair => pair.First.Value < pair.Second.Value)
                    && ticks.Select(tick => tick.Label).Distinct().Count() == ticks.Count;
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new double[0], 0, 1)]
    [InlineData(new[] { double.NaN, double.PositiveInfinity }, 0, 1)]
    [InlineData(new[] { 5.0, 5.0 }, 4.5, 5.5)]
    [InlineData(new[] { 0.0 }, -1, 1)]
    [InlineData(new[] { 0.0, 10.0 }, -1, 11)]
    public void Range_FollowsTheDataThatHaveAPlace(double[] values, double min, double max) => Assert.Equal((min, max), new Axis("x").Range(values, 0.1));

    [Fact]
    public void Range_OfALogAxis_LeavesOutWhatIsNotPositive()
    {
        (double min, double max) = new Axis("x", Scale: AxisScale.Log).Range([-1, 0, 0.01, 100], 0);
        Assert.Equal(0.01, min, 12);
        Assert.Equal(100, max, 9);
    }

    [Fact]
    public void Range_LimitsThatMakeNone_AreRejected()
    {
        Assert.Throws<ArgumentException>(() => new Axis("x", Min: 2, Max: 1).Range([], 0));
        Assert.Throws<ArgumentException>(() => new Axis("x", Scale: AxisScale.Log, Min: 0).Range([1], 0));
    }

    private static string Labels(Axis axis, double min, double max, int most) =>
        string.Join(' ', Ticks.Choose(axis, min, max, most).Select(tick => tick.Label));
}
