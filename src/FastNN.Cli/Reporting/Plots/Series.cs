namespace FastNN.Cli.Reporting;

/// <summary>A series of a chart.</summary>
/// <param name="Name">Its name in the legend; empty to stay out of it.</param>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Color">The number of its colour and mark.</param>
/// <param name="Dash">The number of its dashes.</param>
/// <param name="X">Where its points lie.</param>
/// <param name="Y">The points' values, as many.</param>
internal sealed record Series(string Name, SeriesKind Kind, int Color, int Dash, double[] X, double[] Y)
{
    /// <summary>Gets whether the points are joined.</summary>
    public bool HasLine => Kind is not SeriesKind.Points;

    /// <summary>Gets whether each point is marked.</summary>
    public bool HasMarks => Kind is SeriesKind.Points or SeriesKind.LineAndPoints;

    /// <summary>Gets the classes of its line.</summary>
    public string LineStyle => Kind is SeriesKind.Guide ? "guide" : $"line {PlotStyle.Stroke(Color)}{PlotStyle.Dash(Dash)}";
}
