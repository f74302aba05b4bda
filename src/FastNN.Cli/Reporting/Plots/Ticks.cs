using System.Globalization;

namespace FastNN.Cli.Reporting;

/// <summary>Chooses the places of an axis that are labelled, at round numbers.</summary>
/// <remarks>Steps of 1, 2 and 5 times powers of ten: Paul Heckbert, "Nice Numbers for Graph Labels", Graphics Gems (1990).</remarks>
internal static class Ticks
{
    /// <summary>Chooses ticks from <paramref name="min"/> to <paramref name="max"/>.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="min">The first value shown.</param>
    /// <param name="max">The last value shown.</param>
    /// <param name="most">The number of ticks not to exceed; at least 2.</param>
    /// <returns>The ticks in rising order.</returns>
    public static List<Tick> Choose(Axis axis, double min, double max, int most)
    {
        if (axis.Scale == AxisScale.Log && Decades(min, max, most) is { Count: >= 2 } decades) return decades;
        double step = Step(min, max, most, axis.IsInteger);
        return Multiples(min, max, step);
    }

    /// <summary>Finds the smallest nice step with which a range takes no more than so many ticks.</summary>
    public static double Step(double min, double max, int most, bool isInteger = false)
    {
        double least = (max / Math.Max(1, most)) - (min / Math.Max(1, most));
        double power = Math.Max(1e-320, Math.Pow(10, Math.Floor(Math.Log10(least)) - 1));
        while (true)
        {
            foreach (int factor in (ReadOnlySpan<int>)[1, 2, 5])
            {
                double step = factor * power;
                if (isInteger && step < 1) continue;
                if (Last(max, step) - First(min, step) + 1 <= most) return step;
            }

            power *= 10;
        }
    }

    /// <summary>Writes a number as it stands beside an axis.</summary>
    /// <param name="value">The number.</param>
    /// <param name="step">How far ticks are apart.</param>
    /// <param name="largest">The largest size of number on the axis: all its numbers are written in one form.</param>
    public static string Label(double value, double step, double largest)
    {
        double size = Math.Abs(value);
        string text;
        if (size == 0)
        {
            text = "0";
        }
        else if (largest >= 1e7 || (step < 1e-5 && largest < 1e-3))
        {
            int exponent = (int)Math.Floor(Math.Log10(size) + 1e-9);
            int digits = Math.Clamp(exponent - (int)Math.Floor(Math.Log10(step) + 1e-9), 0, 15);
            text = $"{Scaled(size, exponent).ToString($"F{digits}", CultureInfo.InvariantCulture)}e{Signed(exponent)}";
        }
        else
        {
            int digits = Math.Clamp(-(int)Math.Floor(Math.Log10(step) + 1e-9), 0, 15);
            text = size.ToString($"#,0.{new string('0', digits)}", CultureInfo.InvariantCulture);
        }

        // The minus sign proper, which is as wide as a figure.
        return value < 0 ? $"−{text}" : text;
    }

    // Through the decimal text rather than a power of ten: 3e-320 / 1e-320 is not a number near 3.
    private static double Scaled(double size, int exponent) => exponent is < -300 or > 300
        ? double.Parse(size.ToString("E15", CultureInfo.InvariantCulture).Split('E')[0], CultureInfo.InvariantCulture)
        : size / Math.Pow(10, exponent);

    private static string Signed(int exponent) => exponent < 0
        ? $"−{(-exponent).ToString(CultureInfo.InvariantCulture)}"
        : exponent.ToString(CultureInfo.InvariantCulture);

    // As numbers of steps, so that ticks are multiples of the step and not sums with a growing error.
    private static double First(double min, double step) => Math.Ceiling((min / step) - 1e-9);

    private static double Last(double max, double step) => Math.Floor((max / step) + 1e-9);

    private static List<Tick> Multiples(double min, double max, double step)
    {
        var ticks = new List<Tick>();
        for (double i = First(min, step); i <= Last(max, step); i++)
        {
            double value = i * step;
            ticks.Add(new Tick(value, Label(value, step, Math.Max(Math.Abs(min), Math.Abs(max)))));
        }

        return ticks;
    }

    private static List<Tick> Decades(double min, double max, int most)
    {
        // A label for each power; where there is room for more, also for 2 and 5 times it; where there is less, every second, third, …
        int first = (int)Math.Ceiling(Math.Log10(min) - 1e-9), last = (int)Math.Floor(Math.Log10(max) + 1e-9);
        bool isPlain = min >= 1e-5 && max < 1e7;
        var fine = new List<Tick>();
        for (int exponent = first - 1; exponent <= last; exponent++)
        {
            foreach (int factor in (ReadOnlySpan<int>)[1, 2, 5])
            {
                double value = factor * Math.Pow(10, exponent);
                if (value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9)) fine.Add(new Tick(value, PowerLabel(isPlain, factor, exponent)));
            }
        }

        if (fine.Count <= most) return fine;
        int every = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)most));
        var ticks = new List<Tick>();
        for (int exponent = first; exponent <= last; exponent += every)
        {
            double value = Math.Pow(10, exponent);
            ticks.Add(new Tick(value, PowerLabel(isPlain, 1, exponent)));
        }

        return ticks;
    }

    private static string PowerLabel(bool isPlain, int factor, int exponent) => isPlain
        ? Label(factor * Math.Pow(10, exponent), Math.Pow(10, exponent), 1)
        : $"{factor.ToString(CultureInfo.InvariantCulture)}e{Signed(exponent)}";
}
