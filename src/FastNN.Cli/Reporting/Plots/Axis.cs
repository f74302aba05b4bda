namespace FastNN.Cli.Reporting;

/// <summary>What an axis of a chart shows.</summary>
/// <param name="Label">The quantity.</param>
/// <param name="Unit">Its unit, or null for pure numbers.</param>
/// <param name="Scale">How values become lengths.</param>
/// <param name="Min">Where it begins, or null to follow the data.</param>
/// <param name="Max">Where it ends, or null to follow the data.</param>
/// <param name="IsInteger">Whether only whole numbers make sense as ticks.</param>
internal sealed record Axis(
    string Label, string? Unit = null, AxisScale Scale = AxisScale.Linear, double? Min = null, double? Max = null, bool IsInteger = false)
{
    /// <summary>Gets the axis of epochs.</summary>
    public static Axis Epochs { get; } = new("epoch", IsInteger: true);

    /// <summary>Gets label and unit as they are written.</summary>
    public string Text => Unit is null ? Label : $"{Label} ({Unit})";

    /// <summary>Finds the range to show.</summary>
    /// <param name="values">All values; those that have no place on the axis do not count.</param>
    /// <param name="padding">The share of the range to leave free at either end that follows the data.</param>
    /// <exception cref="ArgumentException">The limits given are not in order, or not positive on a logarithmic axis.</exception>
    public (double Min, double Max) Range(IEnumerable<double> values, double padding)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (!double.IsFinite(value) || (Scale == AxisScale.Log && value <= 0)) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        // Nothing to show: an empty frame.
        bool isEmpty = low > high;
        if (isEmpty) (low, high) = Scale == AxisScale.Log ? (1, 10) : (0, 1);
        (low, high) = Widen(Scale == AxisScale.Log ? Math.Log10(low) : low, Scale == AxisScale.Log ? Math.Log10(high) : high, isEmpty ? 0 : padding);
        if (Scale == AxisScale.Log) (low, high) = (Math.Pow(10, low), Math.Pow(10, high));
        low = Min ?? low;
        high = Max ?? high;
        if (Scale == AxisScale.Log && low <= 0) throw new ArgumentException($"axis '{Label}': {low} is not on a logarithmic axis");
        if (low < high) return (low, high);
        if (Min is not null && Max is not null) throw new ArgumentException($"axis '{Label}': it cannot go from {low} to {high}");

        // All data lie beyond the one limit given.
        double step = Math.Max(1, Math.Abs(low));
        return Min is not null ? (low, Scale == AxisScale.Log ? low * 10 : low + step) : (Scale == AxisScale.Log ? high / 10 : high - step, high);
    }

    private (double Min, double Max) Widen(double low, double high, double padding)
    {
        // Values that are equal but for rounding are a range of no width, which cannot be scaled.
        double size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low <= size * 1e-12)
        {
            double half = Scale == AxisScale.Log ? 0.5 : IsInteger ? 1 : size == 0 ? 1 : size / 10;
            return (low - half, high + half);
        }

        // A difference that overflows cannot be scaled; such extremes run out of the frame.
        double free = padding * (high - low);
        return double.IsFinite(free) && double.IsFinite(low - free) && double.IsFinite(high + free) ? (low - free, high + free) : (low / 2, high / 2);
    }
}
