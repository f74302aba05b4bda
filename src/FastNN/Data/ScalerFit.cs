using System.Numerics;

namespace FastNN.Data;

/// <summary>Finds the offsets and scales of a <see cref="FeatureScaler"/> in the rows that it is fitted to.</summary>
internal static class ScalerFit
{
    // Between these, neither the squares nor their sum have lost anything.
    private const double LeastVariance = 1e-280;
    private const double MostVariance = 1e280;

    /// <summary>Finds those that give each column mean 0 and variance 1.</summary>
    /// <exception cref="ArgumentException">There are no rows or no whole rows, or a value is not finite.</exception>
    public static (double[] Offsets, double[] Scales) Standardize<T>(ReadOnlySpan<T> values, int columnCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = CheckRows(values, columnCount);

        // Two passes, both on distances from the first row: columns of large equal values get a variance of exactly zero, and the
        // correction by the squared mean error takes out what rounding of the mean leaves (Chan, Golub, LeVeque, 1983).
        double[] means = new double[columnCount], squares = new double[columnCount], errors = new double[columnCount];
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < columnCount; column++) means[column] += Distance(values, columnCount, row, column);
        }

        for (int column = 0; column < columnCount; column++) means[column] /= count;
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < columnCount; column++)
            {
                double deviation = Distance(values, columnCount, row, column) - means[column];
                squares[column] += deviation * deviation;
                errors[column] += deviation;
            }
        }

        double[] scales = new double[columnCount];
        for (int column = 0; column < columnCount; column++)
        {
            double variance = (squares[column] - (errors[column] * errors[column] / count)) / count;
            if (variance is > LeastVariance and < MostVariance)
            {
                scales[column] = 1 / Math.Sqrt(variance);
                means[column] += double.CreateTruncating(values[column]);
            }
            else
            {
                (means[column], scales[column]) = StandardizeExtremes(values, columnCount, column);
            }
        }

        return (means, scales);
    }

    /// <summary>Finds those that map each column's smallest value to one number and its largest to another.</summary>
    /// <exception cref="ArgumentException">There are no rows or no whole rows, a value is not finite, or the range is empty or infinite.</exception>
    public static (double[] Offsets, double[] Scales) MinMax<T>(ReadOnlySpan<T> values, int columnCount, double low, double high)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = CheckRows(values, columnCount);
        if (!(low < high && double.IsFinite(high - low)))
        {
            throw new ArgumentException(
                $"The range {low} to {high} was given; needed is a finite one whose low end is below its high end.");
        }

        double[] least = new double[columnCount], most = new double[columnCount];
        least.AsSpan().Fill(double.PositiveInfinity);
        most.AsSpan().Fill(double.NegativeInfinity);
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<T> numbers = values.Slice(row * columnCount, columnCount);
            for (int column = 0; column < columnCount; column++)
            {
                double value = double.CreateTruncating(numbers[column]);
                least[column] = Math.Min(least[column], value);
                most[column] = Math.Max(most[column], value);
            }
        }

        double[] offsets = new double[columnCount], scales = new double[columnCount];
        for (int column = 0; column < columnCount; column++)
        {
            scales[column] = UsableScale((high - low) / (most[column] - least[column]));
            offsets[column] = least[column] - (low / scales[column]);
        }

        return (offsets, scales);
    }

    // Of equal values, and of such whose squares leave the range of numbers: they are brought near one by a power of two first.
    private static (double Offset, double Scale) StandardizeExtremes<T>(ReadOnlySpan<T> values, int columnCount, int column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = 0;
        for (int i = column; i < values.Length; i += columnCount) largest = Math.Max(largest, Math.Abs(double.CreateTruncating(values[i])));
        if (largest == 0) return (0, 1);
        int exponent = Math.ILogB(largest), count = values.Length / columnCount;
        double first = Math.ScaleB(double.CreateTruncating(values[column]), -exponent), mean = 0, square = 0, error = 0;
        for (int i = column; i < values.Length; i += columnCount) mean += Math.ScaleB(double.CreateTruncating(values[i]), -exponent) - first;
        mean /= count;
        for (int i = column; i < values.Length; i += columnCount)
        {
            double deviation = Math.ScaleB(double.CreateTruncating(values[i]), -exponent) - first - mean;
            square += deviation * deviation;
            error += deviation;
        }

        double variance = (square - (error * error / count)) / count;
        return (Math.ScaleB(mean + first, exponent), UsableScale(Math.ScaleB(1 / Math.Sqrt(variance), -exponent)));
    }

    // 1/0 for equal values, and ranges so narrow that their inverse overflows.
    private static double UsableScale(double scale) => double.IsFinite(scale) ? scale : 1;

    private static double Distance<T>(ReadOnlySpan<T> values, int columnCount, int row, int column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        double.CreateTruncating(values[(row * columnCount) + column]) - double.CreateTruncating(values[column]);

    private static int CheckRows<T>(ReadOnlySpan<T> values, int columnCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columnCount, 1);
        if (values.IsEmpty || values.Length % columnCount != 0)
        {
            throw new ArgumentException(
                $"{values.Length} values were given; needed are whole rows of {columnCount}, at least one.", nameof(values));
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (T.IsFinite(values[i])) continue;
            throw new ArgumentException(
                $"Row {i / columnCount}, column {i % columnCount} is {values[i]}; needed are finite values.", nameof(values));
        }

        return values.Length / columnCount;
    }
}
