using System.Globalization;
using System.Xml.Linq;
using FastNN.Cli.Reporting;
using Xunit;

namespace FastNN.Cli.Tests.Reporting;

public sealed class PlotTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Svg_IsAWellFormedDocumentWithTitleAndRole()
    {
        var chart = new Chart("a < b & \"c\"", new Axis("x", "m"), new Axis("y", Scale: AxisScale.Log)).Line<double>("<line>", [1, 2], [0.1, 10]);
        XElement root = XDocument.Parse(chart.ToSvg()).Root!;
        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.Equal("a < b & \"c\"", root.Element(s_svg + "title")!.Value);
        string[] texts = [.. root.Descendants(s_svg + "text").Select(text => text.Value)];
        Assert.Contains("x (m)", texts);
        Assert.Contains("y", texts);
        Assert.Contains("<line>", texts);
    }

    [Fact]
    public void Plots_OfTheSameData_AreTheSameText()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string[] first = [.. DemoPages.All.Select(page => page.Page.ToHtml())];
        try
        {
            // A culture that writes 1,5 for one and a half.
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NumberDecimalSeparator = ",";
            other.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = other;
            Assert.Equal(first, DemoPages.All.Select(page => page.Page.ToHtml()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Line_IsBrokenWhereAValueHasNoPlace()
    {
        var axis = new AxisMap(AxisScale.Linear, 0, 10, 0, 1000);
        Assert.Equal("M0 0L100 100M300 300L400 400", Trace.Of(axis, axis, Line([0, 1, 2, 3, 4], [0, 1, double.NaN, 3, 4])));
    }

    [Fact]
    public void Line_OfManyPoints_KeepsTheExtremesOfEachPixel()
    {
        double[] x = [.. Enumerable.Range(0, 100_000).Select(i => i / 100_000.0)];
        double[] y = [.. x.Select((_, i) => i == 54_321 ? 9.0 : i == 12_345 ? -9.0 : Math.Sin(i))];
        string path = Trace.Of(new AxisMap(AxisScale.Linear, 0, 1, 0, 500), new AxisMap(AxisScale.Linear, -10, 10, 200, 0), Line(x, y));
        Assert.InRange(path.Split('L').Length, 500, 2001);
        Assert.Contains(" 10L", path);
        Assert.Contains(" 190L", path);
    }

    [Fact]
    public void Series_OfUnequalLengths_AreRejected()
    {
        var fault = Assert.Throws<ArgumentException>(() => new Chart("t", Axis.Epochs, new Axis("y")).Line<double>("bad", [1, 2], [1]));
        Assert.Contains("2 places and 1 values", fault.Message);
    }

    [Fact]
    public void Regions_CoverTheFrameOnce()
    {
        var canvas = new SvgCanvas();
        DecisionRegions.Draw(canvas, new AxisMap(AxisScale.Linear, 0, 1, 0, 360), new AxisMap(AxisScale.Linear, 0, 1, 360, 0), (x, y) => y > x ? 0 : 1);
        double[] areas = [.. XElement.Parse($"<g>{canvas.Body}</g>").Elements("path").Select(path => Area(path.Attribute("d")!.Value))];
        Assert.Equal(2, areas.Length);
        Assert.Equal(360 * 360, areas.Sum(), 1.0);
        Assert.Equal(0.5, areas[0] / areas.Sum(), 0.01);
    }

    [Fact]
    public void Graph_PlacesEveryEdgeFromLeftToRight()
    {
        GraphLayout layout = GraphLayout.Of(5, [(0, 2), (1, 2), (2, 3), (0, 4), (3, 4)]);
        int ColumnOf(int place) => layout.Columns.FindIndex(column => column.Contains(place));
        Assert.All(layout.Routes, route => Assert.All(route.Zip(route.Skip(1)), pair => Assert.Equal(ColumnOf(pair.First) + 1, ColumnOf(pair.Second))));
        Assert.Equal(0, ColumnOf(1));
        Assert.Equal(3, ColumnOf(4));
        Assert.Throws<ArgumentException>(() => GraphLayout.Of(2, [(0, 1), (1, 0)]));
    }

    [Fact]
    public void Roc_MatchesCountingPairs()
    {
        var random = new FastNN.Random.RandomStream(3);
        double[] scores = [.. Enumerable.Range(0, 60).Select(_ => Math.Floor(10 * random.NextDouble()))];
        bool[] labels = [.. scores.Select(score => random.NextDouble() < score / 10)];

        // The chance that a positive scores higher than a negative, ties counting half.
        double wins = 0, pairs = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (!labels[i] || labels[j]) continue;
                wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                pairs++;
            }
        }

        RocCurve curve = RocCurve.Of<double>(scores, labels);
        Assert.Equal(wins / pairs, curve.Area, 12);
        Assert.Equal((1, 1), (curve.FalsePositiveRate[^1], curve.TruePositiveRate[^1]));
        Assert.Throws<ArgumentException>(() => RocCurve.Of<double>([1, 2], [true, true]));
    }

    private static Series Line(double[] x, double[] y) => new("", SeriesKind.Line, 0, 0, x, y);

    // Of rectangles written M x y H x V y H x Z.
    private static double Area(string path) => path.Split('Z', StringSplitOptions.RemoveEmptyEntries).Sum(box =>
    {
        double[] n = [.. box.Split(['M', 'H', 'V', ' '], StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return (n[2] - n[0]) * (n[3] - n[1]);
    });
}
