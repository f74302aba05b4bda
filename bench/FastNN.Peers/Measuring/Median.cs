namespace FastNN.Peers.Measuring;

/// <summary>Medians of what was measured round by round.</summary>
internal static class Median
{
    /// <summary>Takes the middle value, or the mean of the middle two.</summary>
    /// <param name="values">At least one value.</param>
    public static double Of(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }

    /// <summary>Takes the median of the quotients of values of the same round.</summary>
    /// <param name="dividends">One value for each round.</param>
    /// <param name="divisors">As many.</param>
    public static double OfRatios(ReadOnlySpan<double> dividends, ReadOnlySpan<double> divisors)
    {
        var ratios = new double[dividends.Length];
        for (int i = 0; i < ratios.Length; i++) ratios[i] = dividends[i] / divisors[i];
        return Of(ratios);
    }
}
