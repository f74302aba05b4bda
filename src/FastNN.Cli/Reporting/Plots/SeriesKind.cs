namespace FastNN.Cli.Reporting;

/// <summary>How a series of a chart is drawn.</summary>
internal enum SeriesKind
{
    /// <summary>A line through the points, broken where a value has no place on the axes.</summary>
    Line,

    /// <summary>A mark at each point.</summary>
    Points,

    /// <summary>A line and marks.</summary>
    LineAndPoints,

    /// <summary>A thin dashed line to compare with.</summary>
    Guide,
}
