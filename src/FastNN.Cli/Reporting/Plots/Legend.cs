namespace FastNN.Cli.Reporting;

/// <summary>Draws the names of series in rows above a chart, where they never hide data.</summary>
internal static class Legend
{
    private const double Size = 12;
    private const double KeyWidth = 26;
    private const double Gap = 18;
    private const double RowHeight = 19;

    /// <summary>Draws the legend.</summary>
    /// <returns>Where what follows can begin.</returns>
    public static double Draw(SvgCanvas canvas, IEnumerable<Series> series, double left, double right, double top)
    {
        double x = left, y = top;
        bool isEmpty = true;
        foreach (Series entry in series)
        {
            if (entry.Name.Length == 0) continue;
            string name = TextMetrics.Shorten(entry.Name, Size, right - left - KeyWidth);
            double width = KeyWidth + TextMetrics.Width(name, Size);
            if (x > left && x + width > right) (x, y) = (left, y + RowHeight);
            DrawKey(canvas, entry, x, y + 9);
            canvas.Text(x + KeyWidth, y + 13, name, Size);
            x += width + Gap;
            isEmpty = false;
        }

        return isEmpty ? top : y + RowHeight + 4;
    }

    private static void DrawKey(SvgCanvas canvas, Series series, double x, double y)
    {
        if (series.HasLine) canvas.Line(x, y, x + KeyWidth - 6, y, series.LineStyle);
        if (series.HasMarks) Marks.DrawOne(canvas, x + ((KeyWidth - 6) / 2), y, series.Color);
    }
}
