namespace FastNN.Cli.Reporting;

/// <summary>Maps values of an axis to pixels.</summary>
/// <param name="Scale">How values become lengths.</param>
/// <param name="Min">The value at the beginning.</param>
/// <param name="Max">The value at the end.</param>
/// <param name="From">The pixel at the beginning.</param>
/// <param name="To">The pixel at the end.</param>
internal readonly record struct AxisMap(AxisScale Scale, double Min, double Max, double From, double To)
{
    /// <summary>Maps a value.</summary>
    /// <returns>The pixel; NaN for a value that has no place on the axis.</returns>
    public double ToPixel(double value)
    {
        if (!double.IsFinite(value) || (Scale == AxisScale.Log && value <= 0)) return double.NaN;
        double share = Scale == AxisScale.Log ? Math.Log(value / Min) / Math.Log(Max / Min) : (value - Min) / (Max - Min);

        // What lies far outside is cut off anyway; browsers draw in single precision.
        return From + (Math.Clamp(share, -20, 20) * (To - From));
    }

    /// <summary>Finds the value at a share of the length.</summary>
    public double ToValue(double share) => Scale == AxisScale.Log ? Min * Math.Pow(Max / Min, share) : Min + (share * (Max - Min));
}
