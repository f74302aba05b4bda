using System.Globalization;
using FastNN.Metrics;

namespace FastNN.Cli.Reporting;

/// <summary>A confusion matrix as a heat map: rows are what is, columns what was predicted.</summary>
/// <param name="title">What it shows.</param>
/// <param name="matrix">The counts.</param>
/// <param name="classNames">The names of the classes.</param>
internal sealed class ConfusionPlot(string title, ConfusionMatrix matrix, IReadOnlyList<string> classNames) : Plot(title)
{
    private const double LabelSize = 13;
    private const double MostNameWidth = 120;

    /// <inheritdoc/>
    protected override void Draw(SvgCanvas canvas)
    {
        int count = matrix.ClassCount;
        string[] names = [.. Enumerable.Range(0, count).Select(i => TextMetrics.Shorten(classNames[i], TextSize, MostNameWidth))];
        double widestName = names.Max(name => TextMetrics.Width(name, TextSize));
        double widestNumber = AllCells().Max(cell => TextMetrics.Width(Text(matrix[cell.Actual, cell.Predicted]), TextSize));
        double left = Margin + (LabelSize * TextMetrics.LineHeight) + 6 + widestName + 8;
        double cell = Math.Max(widestNumber + 10, Math.Clamp((PageWidth - left - 90) / count, 30, 56));
        double size = cell * count;
        canvas.Width = Math.Max(left + size + 90, 320);

        double top = DrawTitle(canvas, canvas.Width);
        bool isVertical = widestName + 8 > cell;
        canvas.Text(left + (size / 2), top + LabelSize, "predicted class", LabelSize, TextAnchor.Middle, "label label-x");
        top += (LabelSize * TextMetrics.LineHeight) + 4 + (isVertical ? widestName : TextSize * TextMetrics.LineHeight) + 6;
        for (int i = 0; i < count; i++)
        {
            double middle = (i + 0.5) * cell;
            if (isVertical) canvas.Text(left + middle + (0.36 * TextSize), top - 6, names[i], TextSize, style: "tick", isVertical: true);
            else canvas.Text(left + middle, top - 8, names[i], TextSize, TextAnchor.Middle, "tick");
            canvas.Text(left - 8, top + middle + (0.36 * TextSize), names[i], TextSize, TextAnchor.End, "tick");
        }

        canvas.Text(Margin + LabelSize, top + (size / 2), "actual class", LabelSize, TextAnchor.Middle, "label label-y", isVertical: true);
        foreach ((int actual, int predicted) in AllCells()) DrawCell(canvas, actual, predicted, left + (predicted * cell), top + (actual * cell), cell);
        canvas.Rectangle(left, top, size, size, "frame");
        DrawScale(canvas, left + size + 16, top, size);
        canvas.Height = top + Math.Max(size, 120) + Margin;
    }

    private static string Text(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private IEnumerable<(int Actual, int Predicted)> AllCells() =>
        from actual in Enumerable.Range(0, matrix.ClassCount)
        from predicted in Enumerable.Range(0, matrix.ClassCount)
        select (actual, predicted);

    private void DrawCell(SvgCanvas canvas, int actual, int predicted, double x, double y, double cell)
    {
        long count = matrix[actual, predicted], all = matrix.ActualCount(actual);
        double share = all == 0 ? 0 : count / (double)all;
        canvas.Rectangle(x, y, cell, cell, "grid");

        // Mistakes have a colour of their own: a few among thousands would not show in the scale of the right ones.
        if (count > 0) canvas.Rectangle(x + 0.5, y + 0.5, cell - 1, cell - 1, PlotStyle.Fill(actual == predicted ? 0 : 1), Math.Max(0.08, 0.9 * share));
        string style = count == 0 ? "muted" : share > 0.55 ? "inverse" : "";
        canvas.Text(x + (cell / 2), y + (cell / 2) + (0.36 * TextSize), Text(count), TextSize, TextAnchor.Middle, style);
    }

    // Two columns, right and wrong, of the share of the row.
    private static void DrawScale(SvgCanvas canvas, double x, double top, double size)
    {
        const int Steps = 10;
        const double BarWidth = 10;
        double height = Math.Clamp(size - 24, 80, 160), step = height / Steps;
        canvas.Text(x, top + TextSize - 2, "of the row", TextSize, style: "muted");
        double y = top + 24;
        for (int i = 0; i < Steps; i++)
        {
            double opacity = 0.9 * (Steps - i - 0.5) / Steps;
            canvas.Rectangle(x, y + (i * step), BarWidth, step, PlotStyle.Fill(0), opacity);
            canvas.Rectangle(x + BarWidth + 2, y + (i * step), BarWidth, step, PlotStyle.Fill(1), opacity);
        }

        foreach (int percent in (ReadOnlySpan<int>)[0, 50, 100])
        {
            double middle = y + (height * (100 - percent) / 100);
            canvas.Text(x + (2 * BarWidth) + 8, middle + (0.36 * TextSize), $"{percent.ToString(CultureInfo.InvariantCulture)}%", TextSize, style: "muted");
        }
    }
}
