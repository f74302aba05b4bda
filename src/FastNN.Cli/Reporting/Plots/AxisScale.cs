namespace FastNN.Cli.Reporting;

/// <summary>How an axis goes from values to lengths.</summary>
internal enum AxisScale
{
    /// <summary>Equal differences are equal lengths.</summary>
    Linear,

    /// <summary>Equal ratios are equal lengths; values that are not positive have no place.</summary>
    Log,
}
