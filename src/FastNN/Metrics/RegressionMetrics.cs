using System.Numerics;

namespace FastNN.Metrics;

/// <summary>Measures how far predictions lie from targets. All methods allocate nothing and add up in double precision.</summary>
public static class RegressionMetrics
{
    /// <summary>Computes the mean squared error, <c>Σ(p − y)²/n</c> over all elements.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="predictions">The predictions.</param>
    /// <param name="targets">The targets, as many.</param>
    /// <returns>The error, zero or more; NaN for no elements.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double MeanSquaredError<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLengths(predictions.Length, targets.Length);
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double error = double.CreateTruncating(predictions[i]) - double.CreateTruncating(targets[i]);
            sum += error * error;
        }

        return sum / targets.Length;
    }

    /// <summary>Computes the root of the mean squared error, in the unit of the targets.</summary>
    /// <inheritdoc cref="MeanSquaredError{T}"/>
    public static double RootMeanSquaredError<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Math.Sqrt(MeanSquaredError(predictions, targets));

    /// <summary>Computes the mean absolute error, <c>Σ|p − y|/n</c> over all elements.</summary>
    /// <inheritdoc cref="MeanSquaredError{T}"/>
    public static double MeanAbsoluteError<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLengths(predictions.Length, targets.Length);
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += Math.Abs(double.CreateTruncating(predictions[i]) - double.CreateTruncating(targets[i]));
        }

        return sum / targets.Length;
    }

    /// <summary>
    /// Computes the coefficient of determination, <c>R² = 1 − Σ(p − y)²/Σ(y − ȳ)²</c>, per target column, and the mean of the columns.
    /// </summary>
    /// <remarks>Where a column's targets are all equal, its R² is 1 for exact predictions and 0 for others, as in scikit-learn.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="predictions">The predictions, row-major, count × <paramref name="targetCount"/>.</param>
    /// <param name="targets">The targets, row-major, as many.</param>
    /// <param name="targetCount">The number of target columns, at least one.</param>
    /// <returns>At most 1; 0 for the mean of the targets, negative for worse; NaN for no rows.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are not whole rows.</exception>
    public static double RSquared<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, int targetCount = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLengths(predictions.Length, targets.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetCount, 1);
        if (targets.Length % targetCount != 0)
        {
            throw new ArgumentException($"{targets.Length} elements are not whole rows of {targetCount} targets.", nameof(targets));
        }

        if (targets.IsEmpty) return double.NaN;
        double sum = 0;
        for (int column = 0; column < targetCount; column++) sum += ColumnRSquared(predictions, targets, targetCount, column);
        return sum / targetCount;
    }

    private static double ColumnRSquared<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, int stride, int column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Distances are taken from the first target, so that equal targets have a variance of exactly zero.
        double first = double.CreateTruncating(targets[column]);
        double mean = 0;
        for (int i = column; i < targets.Length; i += stride) mean += double.CreateTruncating(targets[i]) - first;
        mean /= targets.Length / stride;
        double residual = 0, total = 0;
        for (int i = column; i < targets.Length; i += stride)
        {
            double target = double.CreateTruncating(targets[i]);
            double error = double.CreateTruncating(predictions[i]) - target;
            double deviation = target - first - mean;
            residual += error * error;
            total += deviation * deviation;
        }

        if (total == 0) return double.IsNaN(residual) ? double.NaN : residual == 0 ? 1 : 0;
        return 1 - (residual / total);
    }

    private static void CheckLengths(int predictions, int targets)
    {
        if (predictions != targets) throw new ArgumentException($"{predictions} predictions were given for {targets} targets.");
    }
}
