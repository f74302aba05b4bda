using System.Numerics;

namespace FastNN.Data;

/// <summary>
/// Maps each column by <c>y = (x − offset)·scale</c>: to mean 0 and variance 1, or to a range. Fitted on one set, it is applied to others
/// unchanged, and its offsets and scales are all that a model file needs to hold.
/// </summary>
/// <remarks>Works in double precision whatever the element type. Immutable and safe to share between threads.</remarks>
public sealed class FeatureScaler
{
    private readonly double[] _offsets;
    private readonly double[] _scales;

    /// <summary>Creates a scaler from its numbers.</summary>
    /// <param name="offsets">What is subtracted from each column; finite.</param>
    /// <param name="scales">What each column is multiplied by; finite and not zero.</param>
    /// <exception cref="ArgumentException">The lengths differ or are zero, or a number is not allowed.</exception>
    public FeatureScaler(ReadOnlySpan<double> offsets, ReadOnlySpan<double> scales)
    {
        if (offsets.Length != scales.Length || offsets.IsEmpty)
        {
            throw new ArgumentException(
                $"{offsets.Length} offsets and {scales.Length} scales were given; needed are as many, at least one.");
        }

        for (int column = 0; column < offsets.Length; column++)
        {
            if (!double.IsFinite(offsets[column]) || !double.IsFinite(scales[column]) || scales[column] == 0)
            {
                throw new ArgumentException(
                    $"Column {column} has the offset {offsets[column]} and the scale {scales[column]}; both must be finite, the scale not zero.");
            }
        }

        _offsets = offsets.ToArray();
        _scales = scales.ToArray();
    }

    /// <summary>Gets the number of columns.</summary>
    public int ColumnCount => _offsets.Length;

    /// <summary>Gets what is subtracted from each column.</summary>
    public ReadOnlySpan<double> Offsets => _offsets;

    /// <summary>Gets what each column is multiplied by after the subtraction.</summary>
    public ReadOnlySpan<double> Scales => _scales;

    /// <summary>Fits a scaler that gives the features of a dataset mean 0 and variance 1.</summary>
    /// <inheritdoc cref="Standardize{T}(ReadOnlySpan{T}, int)"/>
    /// <param name="dataset">The dataset to fit to: the training set, never the test set.</param>
    public static FeatureScaler Standardize<T>(Dataset<T> dataset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Standardize(dataset.Features.Span, dataset.FeatureCount);
    }

    /// <summary>Fits a scaler that gives columns mean 0 and variance 1: offset x̄, scale 1/σ.</summary>
    /// <remarks>σ is the population's, <c>√(Σ(x − x̄)²/n)</c>. A column of equal values keeps the scale 1.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The values, row-major, any number of rows above zero; finite.</param>
    /// <param name="columnCount">The number of columns, at least one.</param>
    /// <returns>The scaler.</returns>
    /// <exception cref="ArgumentException">There are no rows or no whole rows, or a value is not finite.</exception>
    public static FeatureScaler Standardize<T>(ReadOnlySpan<T> values, int columnCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double[] offsets, double[] scales) = ScalerFit.Standardize(values, columnCount);
        return new FeatureScaler(offsets, scales);
    }

    /// <summary>Fits a scaler that maps the features of a dataset to a range.</summary>
    /// <inheritdoc cref="MinMax{T}(ReadOnlySpan{T}, int, double, double)"/>
    /// <param name="dataset">The dataset to fit to: the training set, never the test set.</param>
    /// <param name="low">What the smallest becomes.</param>
    /// <param name="high">What the largest becomes; greater than <paramref name="low"/>.</param>
    public static FeatureScaler MinMax<T>(Dataset<T> dataset, double low = 0, double high = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return MinMax(dataset.Features.Span, dataset.FeatureCount, low, high);
    }

    /// <summary>
    /// Fits a scaler that maps the smallest value of each column to one number and the largest to another, up to rounding.
    /// </summary>
    /// <remarks>A column of equal values keeps the scale 1 and is mapped to <paramref name="low"/>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The values, row-major, any number of rows above zero; finite.</param>
    /// <param name="columnCount">The number of columns, at least one.</param>
    /// <param name="low">What the smallest becomes.</param>
    /// <param name="high">What the largest becomes; greater than <paramref name="low"/>.</param>
    /// <returns>The scaler.</returns>
    /// <exception cref="ArgumentException">There are no rows or no whole rows, a value is not finite, or the range is empty or infinite.</exception>
    public static FeatureScaler MinMax<T>(ReadOnlySpan<T> values, int columnCount, double low = 0, double high = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double[] offsets, double[] scales) = ScalerFit.MinMax(values, columnCount, low, high);
        return new FeatureScaler(offsets, scales);
    }

    /// <summary>Scales values: <c>y = (x − offset)·scale</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="source">The values, row-major, whole rows of <see cref="ColumnCount"/>.</param>
    /// <param name="destination">Receives as many values; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">The values are not whole rows, or the lengths differ.</exception>
    public void Apply<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckSpans(source.Length, destination.Length);
        for (int start = 0; start < source.Length; start += _offsets.Length)
        {
            for (int column = 0; column < _offsets.Length; column++)
            {
                double value = double.CreateTruncating(source[start + column]);
                destination[start + column] = T.CreateTruncating((value - _offsets[column]) * _scales[column]);
            }
        }
    }

    /// <summary>Takes scaling back: <c>x = y/scale + offset</c>.</summary>
    /// <inheritdoc cref="Apply{T}(ReadOnlySpan{T}, Span{T})"/>
    public void Invert<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckSpans(source.Length, destination.Length);
        for (int start = 0; start < source.Length; start += _offsets.Length)
        {
            for (int column = 0; column < _offsets.Length; column++)
            {
                double value = double.CreateTruncating(source[start + column]);
                destination[start + column] = T.CreateTruncating((value / _scales[column]) + _offsets[column]);
            }
        }
    }

    /// <summary>Scales the features of a dataset; the targets are shared with it.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="dataset">The dataset.</param>
    /// <returns>A dataset of scaled features.</returns>
    /// <exception cref="ArgumentException">The dataset has another number of columns.</exception>
    public Dataset<T> Apply<T>(Dataset<T> dataset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] features = Allocate(dataset);
        Apply(dataset.Features.Span, features);
        return dataset.With(features, dataset.Targets);
    }

    /// <summary>Takes the scaling of a dataset's features back; the targets are shared with it.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="dataset">The dataset.</param>
    /// <returns>A dataset of the features before scaling, up to rounding.</returns>
    /// <exception cref="ArgumentException">The dataset has another number of columns.</exception>
    public Dataset<T> Invert<T>(Dataset<T> dataset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] features = Allocate(dataset);
        Invert(dataset.Features.Span, features);
        return dataset.With(features, dataset.Targets);
    }

    private T[] Allocate<T>(Dataset<T> dataset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.FeatureCount != ColumnCount)
        {
            throw new ArgumentException(
                $"The dataset has {dataset.FeatureCount} features; the scaler was made for {ColumnCount}.", nameof(dataset));
        }

        return Dataset<T>.AllocateStorage(dataset.Count, dataset.FeatureCount);
    }

    private void CheckSpans(int source, int destination)
    {
        if (source != destination || source % ColumnCount != 0)
        {
            throw new ArgumentException(
                $"{source} values and room for {destination} were given; needed are equal, whole rows of {ColumnCount}.");
        }
    }
}
