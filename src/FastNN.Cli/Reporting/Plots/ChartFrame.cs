namespace FastNN.Cli.Reporting;

/// <summary>The frame of a chart: where axes, ticks and labels stand so that none touches another.</summary>
internal sealed class ChartFrame
{
    private const double TickSize = 12;
    private const double LabelSize = 13;
    private const double LabelLine = LabelSize * TextMetrics.LineHeight;
    private const double Gap = 8;
    private const double Edge = 10;

    private readonly List<Tick> _ticksX;
    private readonly List<Tick> _ticksY;
    private readonly List<string> _labelX;
    private readonly List<string> _labelY;

    private ChartFrame(AxisMap x, AxisMap y, List<Tick> ticksX, List<Tick> ticksY, List<string> labelX, List<string> labelY)
    {
        X = x;
        Y = y;
        (_ticksX, _ticksY, _labelX, _labelY) = (ticksX, ticksY, labelX, labelY);
    }

    public AxisMap X { get; }

    public AxisMap Y { get; }

    public double Left => X.From;

    public double Top => Y.To;

    public double Width => X.To - X.From;

    public double Height => Y.From - Y.To;

    /// <summary>Gets where the frame's labels end.</summary>
    public double Right => X.To + Overhang(_ticksX) + Edge;

    /// <summary>Gets where the frame's labels end.</summary>
    public double Bottom => Y.From + Gap + (TickSize * TextMetrics.LineHeight) + 4 + (_labelX.Count * LabelLine) + Edge;

    /// <summary>Lays out a frame.</summary>
    /// <param name="x">The axis across.</param>
    /// <param name="y">The axis upwards.</param>
    /// <param name="rangeX">What the axis across shows.</param>
    /// <param name="rangeY">What the axis upwards shows, at least.</param>
    /// <param name="width">The whole width, or zero for a square frame.</param>
    /// <param name="height">The frame's height.</param>
    /// <param name="top">Where the frame begins.</param>
    public static ChartFrame Create(
        Axis x, Axis y, (double Min, double Max) rangeX, (double Min, double Max) rangeY, double width, double height, double top)
    {
        top += TickSize / 2;
        List<Tick> ticksY = Ticks.Choose(y, rangeY.Min, rangeY.Max, Math.Max(2, (int)(height / 38)));
        List<string> labelY = TextMetrics.Wrap(y.Text, LabelSize, height);
        double widestY = ticksY.Count == 0 ? 0 : ticksY.Max(tick => TextMetrics.Width(tick.Label, TickSize));
        double left = Edge + (labelY.Count * LabelLine) + 4 + widestY + Gap;

        // Half of the first label hangs over to the left, half of the last to the right; the number of ticks follows from what is left.
        List<Tick> ticksX = [];
        double right = left + height;
        for (int most = 12; most >= 2; most--)
        {
            ticksX = Ticks.Choose(x, rangeX.Min, rangeX.Max, most);
            if (width > 0) right = Math.Max(left + 80, width - Edge - Overhang(ticksX));
            if (Fit(ticksX, new AxisMap(x.Scale, rangeX.Min, rangeX.Max, left, right))) break;
        }

        var mapX = new AxisMap(x.Scale, rangeX.Min, rangeX.Max, left, right);
        var mapY = new AxisMap(y.Scale, rangeY.Min, rangeY.Max, top + height, top);
        return new ChartFrame(mapX, mapY, ticksX, ticksY, TextMetrics.Wrap(x.Text, LabelSize, right - left), labelY);
    }

    /// <summary>Draws what lies behind everything.</summary>
    public void DrawGround(SvgCanvas canvas) => canvas.Rectangle(Left, Top, Width, Height, "ground");

    /// <summary>Draws the lines of the ticks.</summary>
    public void DrawGrid(SvgCanvas canvas)
    {
        foreach (Tick tick in _ticksX) canvas.Line(X.ToPixel(tick.Value), Top, X.ToPixel(tick.Value), Y.From, "grid");
        foreach (Tick tick in _ticksY) canvas.Line(Left, Y.ToPixel(tick.Value), X.To, Y.ToPixel(tick.Value), "grid");
    }

    /// <summary>Draws axes, ticks and labels.</summary>
    public void DrawAxes(SvgCanvas canvas)
    {
        canvas.Path($"M{N(Left)} {N(Top)}V{N(Y.From)}H{N(X.To)}", "frame");
        foreach (Tick tick in _ticksX)
        {
            double x = X.ToPixel(tick.Value);
            canvas.Line(x, Y.From, x, Y.From + 5, "frame");
            canvas.Text(x, Y.From + Gap + TickSize, tick.Label, TickSize, TextAnchor.Middle, "tick");
        }

        foreach (Tick tick in _ticksY)
        {
            double y = Y.ToPixel(tick.Value);
            canvas.Line(Left - 5, y, Left, y, "frame");
            canvas.Text(Left - Gap, y + (0.36 * TickSize), tick.Label, TickSize, TextAnchor.End, "tick");
        }

        double baseline = Y.From + Gap + (TickSize * TextMetrics.LineHeight) + 4 + LabelSize;
        foreach (string line in _labelX)
        {
            canvas.Text((Left + X.To) / 2, baseline, line, LabelSize, TextAnchor.Middle, "label label-x");
            baseline += LabelLine;
        }

        double column = Edge + LabelSize;
        foreach (string line in _labelY)
        {
            canvas.Text(column, (Top + Y.From) / 2, line, LabelSize, TextAnchor.Middle, "label label-y", isVertical: true);
            column += LabelLine;
        }
    }

    private static string N(double value) => SvgCanvas.Number(value);

    // As if the last tick stood at the very end.
    private static double Overhang(List<Tick> ticks) => ticks.Count == 0 ? 0 : TextMetrics.Width(ticks[^1].Label, TickSize) / 2;

    private static bool Fit(List<Tick> ticks, AxisMap map)
    {
        for (int i = 1; i < ticks.Count; i++)
        {
            double room = map.ToPixel(ticks[i].Value) - map.ToPixel(ticks[i - 1].Value);
            double needed = (TextMetrics.Width(ticks[i].Label, TickSize) + TextMetrics.Width(ticks[i - 1].Label, TickSize)) / 2;
            if (room < needed + 10) return false;
        }

        return true;
    }
}
