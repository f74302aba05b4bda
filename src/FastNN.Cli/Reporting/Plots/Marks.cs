using System.Text;

namespace FastNN.Cli.Reporting;

/// <summary>Draws the marks of a series: another shape for each, so that they differ without colours too.</summary>
internal static class Marks
{
    /// <summary>Draws the marks of a series in one path.</summary>
    public static void Draw(SvgCanvas canvas, AxisMap x, AxisMap y, Series series)
    {
        // Points less than half a pixel apart cannot be told apart.
        var seen = new HashSet<(long X, long Y)>();
        var path = new StringBuilder();
        for (int i = 0; i < series.X.Length; i++)
        {
            double px = x.ToPixel(series.X[i]), py = y.ToPixel(series.Y[i]);
            if (double.IsNaN(px) || double.IsNaN(py) || !seen.Add(((long)Math.Round(2 * px), (long)Math.Round(2 * py)))) continue;
            path.Append(Shape(series.Color, px, py));
        }

        if (path.Length > 0) canvas.Path(path.ToString(), Style(series.Color));
    }

    /// <summary>Draws one mark, as in a legend.</summary>
    public static void DrawOne(SvgCanvas canvas, double x, double y, int series) => canvas.Path(Shape(series, x, y), Style(series));

    // A line of no length with round ends is a dot, in the fewest characters.
    private static string Style(int series) => $"{(series % 5 == 0 ? "dot" : "mark")} {PlotStyle.Stroke(series)}";

    private static string Shape(int series, double x, double y) => $"M{(series % 5) switch
    {
        0 => $"{N(x)} {N(y)}h0",
        1 => $"{N(x)} {N(y - 3.6)}l3.6 6.2h-7.2z",
        2 => $"{N(x - 2.9)} {N(y - 2.9)}h5.8v5.8h-5.8z",
        3 => $"{N(x - 3)} {N(y - 3)}l6 6m0 -6l-6 6",
        _ => $"{N(x)} {N(y - 3.8)}l3.8 3.8l-3.8 3.8l-3.8 -3.8z",
    }}";

    private static string N(double value) => SvgCanvas.Number(value);
}
