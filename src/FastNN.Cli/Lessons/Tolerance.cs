namespace FastNN.Cli.Lessons;

/// <summary>How far a figure may be from the expected one.</summary>
/// <param name="Limit">The largest difference.</param>
/// <param name="IsRelative">Whether differences are taken relative to the expected figure.</param>
internal readonly record struct Tolerance(double Limit, bool IsRelative)
{
    /// <summary>Gets the tolerance of eight printed decimals: half a unit of the last, and a little for what the printing
    /// rounded.</summary>
    public static Tolerance PrintedDigits => Absolute(5.1e-9);

    /// <summary>Gets the tolerance of figures that must be equal.</summary>
    public static Tolerance Exact => Absolute(0);

    /// <summary>Makes a tolerance of <c>|actual − expected|</c>.</summary>
    public static Tolerance Absolute(double limit) => new(limit, IsRelative: false);

    /// <summary>Makes a tolerance of <c>|actual − expected| / |expected|</c>.</summary>
    public static Tolerance Relative(double limit) => new(limit, IsRelative: true);

    /// <summary>Measures a difference as the tolerance has it.</summary>
    public double Difference(double expected, double actual)
    {
        double difference = Math.Abs(actual - expected);
        return IsRelative && expected != 0 ? difference / Math.Abs(expected) : difference;
    }
}
