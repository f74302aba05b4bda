using System.Numerics;

namespace FastNN.Cli.Reporting;

/// <summary>A chart of lines and points over two axes: losses, curves through data, activations, scatter with decision regions.</summary>
/// <param name="title">What it shows.</param>
/// <param name="x">The axis across.</param>
/// <param name="y">The axis upwards.</param>
internal sealed class Chart(string title, Axis x, Axis y) : Plot(title)
{
    private const double Bleed = 2;

    private readonly List<Series> _series = [];
    private readonly List<(double Value, string Name)> _verticals = [];
    private readonly List<(double Value, string Name)> _horizontals = [];
    private Func<double, double, int>? _classOf;
    private bool _hasDiagonal;
    private string _diagonalName = "";

    /// <summary>Gets the whole width.</summary>
    public double Width { get; init; } = PageWidth;

    /// <summary>Gets the height of the frame.</summary>
    public double FrameHeight { get; init; } = 300;

    /// <summary>Gets whether the frame is as wide as it is high, for quantities of one kind.</summary>
    public bool IsSquare { get; init; }

    /// <summary>Adds a line.</summary>
    /// <param name="name">Its name in the legend; empty to stay out of it.</param>
    /// <param name="x">Where its points lie.</param>
    /// <param name="y">Their values, as many; NaN and infinity break the line.</param>
    /// <param name="color">The number of its colour; null for the next.</param>
    /// <exception cref="ArgumentException">There are not as many values as places.</exception>
    public Chart Line<T>(string name, ReadOnlySpan<T> x, ReadOnlySpan<T> y, int? color = null)
        where T : INumberBase<T> => Add(name, SeriesKind.Line, Widen(x), Widen(y), color);

    /// <summary>Adds a line over 1, 2, 3, …, such as a loss over epochs.</summary>
    public Chart Line<T>(string name, ReadOnlySpan<T> y, int? color = null)
        where T : INumberBase<T> => Add(name, SeriesKind.Line, [.. Enumerable.Range(1, y.Length).Select(i => (double)i)], Widen(y), color);

    /// <summary>Adds a line with its points marked.</summary>
    /// <inheritdoc cref="Line{T}(string, ReadOnlySpan{T}, ReadOnlySpan{T}, int?)"/>
    public Chart LineAndPoints<T>(string name, ReadOnlySpan<T> x, ReadOnlySpan<T> y, int? color = null)
        where T : INumberBase<T> => Add(name, SeriesKind.LineAndPoints, Widen(x), Widen(y), color);

    /// <summary>Adds points.</summary>
    /// <inheritdoc cref="Line{T}(string, ReadOnlySpan{T}, ReadOnlySpan{T}, int?)"/>
    public Chart Points<T>(string name, ReadOnlySpan<T> x, ReadOnlySpan<T> y, int? color = null)
        where T : INumberBase<T> => Add(name, SeriesKind.Points, Widen(x), Widen(y), color);

    /// <summary>Adds the points of each class, in the colour of the class.</summary>
    /// <param name="x">The points' places across.</param>
    /// <param name="y">The points' places upwards, as many.</param>
    /// <param name="classes">The points' classes from 0, as many.</param>
    /// <param name="names">The names of the classes.</param>
    public Chart Classes<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<int> classes, IReadOnlyList<string> names)
        where T : INumberBase<T>
    {
        double[] px = Widen(x), py = Widen(y);
        int[] labels = classes.ToArray();
        for (int label = 0; label < names.Count; label++)
        {
            int[] rows = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] == label)];
            Add(names[label], SeriesKind.Points, [.. rows.Select(row => px[row])], [.. rows.Select(row => py[row])], label);
        }

        return this;
    }

    /// <summary>Adds the graph of a function.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="function">The function.</param>
    /// <param name="from">Where the graph begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="color">The number of its colour; null for the next.</param>
    public Chart Curve(string name, Func<double, double> function, double from, double to, int? color = null)
    {
        const int Steps = 400;
        double[] px = [.. Enumerable.Range(0, Steps + 1).Select(i => from + ((to - from) * i / Steps))];
        return Add(name, SeriesKind.Line, px, [.. px.Select(function)], color);
    }

    /// <summary>Colours the ground by the class that is decided at each point, in the colours of <see cref="Classes"/>.</summary>
    /// <param name="classOf">Tells the class of a point, from 0; a negative one is left blank.</param>
    public Chart Regions(Func<double, double, int> classOf)
    {
        _classOf = classOf;
        return this;
    }

    /// <summary>Adds a dashed line upwards, such as at the best epoch.</summary>
    public Chart Vertical(double value, string name)
    {
        _verticals.Add((value, name));
        return this;
    }

    /// <summary>Adds a dashed line across, such as at a goal.</summary>
    public Chart Horizontal(double value, string name)
    {
        _horizontals.Add((value, name));
        return this;
    }

    /// <summary>Adds the dashed line on which both quantities are equal.</summary>
    public Chart Diagonal(string name)
    {
        (_hasDiagonal, _diagonalName) = (true, name);
        return this;
    }

    /// <inheritdoc/>
    protected override void Draw(SvgCanvas canvas)
    {
        IEnumerable<double> xs = _series.SelectMany(series => series.X).Concat(_verticals.Select(line => line.Value));
        IEnumerable<double> ys = _series.SelectMany(series => series.Y).Concat(_horizontals.Select(line => line.Value));
        (double Min, double Max) rangeX = x.Range(xs, _series.Exists(series => series.HasMarks) ? 0.02 : 0);
        (double Min, double Max) rangeY = y.Range(ys, 0.04);
        if (_hasDiagonal)
        {
            // Only over one and the same range is equality a diagonal.
            rangeX = (x.Min ?? Math.Min(rangeX.Min, rangeY.Min), x.Max ?? Math.Max(rangeX.Max, rangeY.Max));
            rangeY = (y.Min ?? rangeX.Min, y.Max ?? rangeX.Max);
        }

        List<Series> all = [.. _series, .. Guides(rangeX, rangeY)];
        double top = Legend.Draw(canvas, all, Margin, Width - Margin, DrawTitle(canvas, Width));
        var frame = ChartFrame.Create(x, y, rangeX, rangeY, IsSquare ? 0 : Width, FrameHeight, top);
        frame.DrawGround(canvas);
        if (_classOf is null) frame.DrawGrid(canvas);

        // A line along the edge is seen in its whole breadth.
        canvas.BeginClip(frame.Left - Bleed, frame.Top - Bleed, frame.Width + (2 * Bleed), frame.Height + (2 * Bleed));
        AxisMap innerX = frame.X with { From = Bleed, To = frame.Width + Bleed }, innerY = frame.Y with { From = frame.Height + Bleed, To = Bleed };
        if (_classOf is not null) DecisionRegions.Draw(canvas, innerX, innerY, _classOf);
        foreach (Series series in all)
        {
            if (series.HasLine) canvas.Path(Trace.Of(innerX, innerY, series), series.LineStyle);
            if (series.HasMarks) Marks.Draw(canvas, innerX, innerY, series);
        }

        canvas.EndClip();
        frame.DrawAxes(canvas);
        canvas.Width = Math.Max(Width, frame.Right);
        canvas.Height = frame.Bottom;
    }

    private static double[] Widen<T>(ReadOnlySpan<T> values)
        where T : INumberBase<T>
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++) wide[i] = double.CreateChecked(values[i]);
        return wide;
    }

    private Chart Add(string name, SeriesKind kind, double[] xs, double[] ys, int? color)
    {
        if (xs.Length != ys.Length)
        {
            throw new ArgumentException($"series '{name}' has {xs.Length} places and {ys.Length} values; as many of both are needed");
        }

        int lines = _series.Count(series => series.HasLine);
        _series.Add(new Series(name, kind, color ?? _series.Count, lines, xs, ys));
        return this;
    }

    private IEnumerable<Series> Guides((double Min, double Max) rangeX, (double Min, double Max) rangeY)
    {
        foreach ((double value, string name) in _verticals) yield return Guide(name, value, rangeY.Min, value, rangeY.Max);
        foreach ((double value, string name) in _horizontals) yield return Guide(name, rangeX.Min, value, rangeX.Max, value);
        if (_hasDiagonal) yield return Guide(_diagonalName, rangeX.Min, rangeX.Min, rangeX.Max, rangeX.Max);
    }

    private static Series Guide(string name, double x1, double y1, double x2, double y2) => new(name, SeriesKind.Guide, 0, 0, [x1, x2], [y1, y2]);
}
