using System.Numerics;

namespace FastNN.Data;

/// <summary>
/// Turns class indices into rows that are 1 in the column of the class and 0 elsewhere, for losses that compare all columns.
/// </summary>
public static class OneHot
{
    /// <summary>Encodes class indices.</summary>
    /// <remarks>Allocates nothing.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="classIndices">The class of each sample.</param>
    /// <param name="classCount">The number of classes, at least one.</param>
    /// <param name="destination">Receives count × <paramref name="classCount"/> elements, row-major; may be longer.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="destination"/> is too short, or an index is not a whole number in range.
    /// </exception>
    public static void Encode<T>(ReadOnlySpan<T> classIndices, int classCount, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (destination.Length < (long)classIndices.Length * classCount)
        {
            throw new ArgumentException(
                $"{destination.Length} elements were given; {classIndices.Length}×{classCount} are needed.", nameof(destination));
        }

        destination[..(classIndices.Length * classCount)].Clear();
        for (int row = 0; row < classIndices.Length; row++)
        {
            T index = classIndices[row];
            if (!T.IsInteger(index) || index < T.Zero || index >= T.CreateTruncating(classCount))
            {
                throw new ArgumentException(
                    $"Row {row} has the class index {index}; needed is a whole number from 0 to {classCount - 1}.", nameof(classIndices));
            }

            destination[(row * classCount) + int.CreateTruncating(index)] = T.One;
        }
    }

    /// <summary>
    /// Makes a dataset of the same features with one target column per class: one for regression, as it has no class indices.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="dataset">A dataset for classification; its features are shared.</param>
    /// <returns>A dataset with <see cref="Dataset.ClassCount"/> target columns.</returns>
    /// <exception cref="ArgumentException"><paramref name="dataset"/> is one for regression.</exception>
    public static Dataset<T> EncodeTargets<T>(Dataset<T> dataset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (!dataset.IsClassification) throw new ArgumentException("A dataset for regression has no classes.", nameof(dataset));
        T[] targets = Dataset<T>.AllocateStorage(dataset.Count, dataset.ClassCount);
        Encode(dataset.Targets.Span, dataset.ClassCount, targets);
        return Dataset.ForRegression<T>(dataset.Features, targets, dataset.FeatureCount, dataset.ClassCount, dataset.FeatureNames);
    }
}
