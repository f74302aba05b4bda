using FastNN.Cli.Reporting;
using Xunit;

namespace FastNN.Cli.Tests.Reporting;

public sealed class TextMetricsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("0", 6.4)]
    [InlineData("Wi", 12.7)]
    [InlineData("中文", 20)]
    [InlineData("−", 10)]
    public void Width_AddsUpAdvances(string text, double expected) => Assert.Equal(expected, TextMetrics.Width(text, 10), 9);

    [Fact]
    public void Wrap_BreaksAtSpacesAndFits()
    {
        List<string> lines = TextMetrics.Wrap("the quick brown fox  jumps\nover", 10, 60);
        Assert.Equal("the quick brown fox jumps over", string.Join(' ', lines));
        Assert.True(lines.Count > 1);
        Assert.All(lines, line => Assert.True(TextMetrics.Width(line, 10) <= 60));
        Assert.Empty(TextMetrics.Wrap(" ", 10, 60));
    }

    [Fact]
    public void Wrap_CutsAWordThatIsTooWide()
    {
        string line = Assert.Single(TextMetrics.Wrap(new string('m', 50), 10, 60));
        Assert.EndsWith("…", line);
        Assert.True(TextMetrics.Width(line, 10) <= 60);
    }

    [Fact]
    public void Shorten_LeavesTextThatFits() => Assert.Equal("fits", TextMetrics.Shorten("fits", 10, 100));
}
