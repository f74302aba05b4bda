using System.Numerics;

namespace FastNN.Data;

/// <summary>Describes a set of samples, whatever its element type: how many there are, how wide, and what the targets mean.</summary>
/// <remarks>Datasets are immutable and safe to share between threads, as long as nobody writes to memory that they borrow.</remarks>
public abstract class Dataset
{
    private protected Dataset(
        int count,
        int featureCount,
        int targetCount,
        int classCount,
        IReadOnlyList<string>? classNames,
        IReadOnlyList<string>? featureNames)
    {
        Count = count;
        FeatureCount = featureCount;
        TargetCount = targetCount;
        ClassCount = classCount;
        ClassNames = classNames;
        FeatureNames = featureNames;
    }

    /// <summary>Gets the number of samples, zero or more.</summary>
    public int Count { get; }

    /// <summary>Gets the number of columns of the feature matrix, at least one.</summary>
    public int FeatureCount { get; }

    /// <summary>Gets the number of columns of the target matrix: one for classification, at least one for regression.</summary>
    public int TargetCount { get; }

    /// <summary>Gets the number of classes, or zero for regression.</summary>
    public int ClassCount { get; }

    /// <summary>Gets whether the target column holds class indices.</summary>
    public bool IsClassification => ClassCount > 0;

    /// <summary>Gets the names of the classes in the order of their indices, or null where they have none.</summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>Gets the names of the feature columns, or null where they have none.</summary>
    public IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>Creates a dataset for classification from class indices stored as elements; the memory is borrowed, not copied.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="features">The features, row-major, count × <paramref name="featureCount"/>.</param>
    /// <param name="classIndices">The class of each sample, a whole number from 0 to <paramref name="classCount"/> − 1.</param>
    /// <param name="featureCount">The number of feature columns, at least one.</param>
    /// <param name="classCount">The number of classes, at least one.</param>
    /// <param name="classNames">A name for each class, or null.</param>
    /// <param name="featureNames">A name for each feature column, or null.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// The lengths do not fit each other, or a class index is not a whole number in range.
    /// </exception>
    public static Dataset<T> ForClassification<T>(
        ReadOnlyMemory<T> features,
        ReadOnlyMemory<T> classIndices,
        int featureCount,
        int classCount,
        IReadOnlyList<string>? classNames = null,
        IReadOnlyList<string>? featureNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        CheckShape(features.Length, featureCount, classIndices.Length, 1, featureNames);
        CheckNames(classNames, classCount, nameof(classNames));
        ReadOnlySpan<T> indices = classIndices.Span;
        for (int row = 0; row < indices.Length; row++)
        {
            T index = indices[row];
            if (!(T.IsInteger(index) && index >= T.Zero && index < T.CreateChecked(classCount)))
            {
                throw new ArgumentException(
                    $"Row {row} has the class index {index}; needed is a whole number from 0 to {classCount - 1}.", nameof(classIndices));
            }
        }

        return new Dataset<T>(features, classIndices, featureCount, 1, classCount, classNames, featureNames);
    }

    /// <summary>Creates a dataset for classification from integer labels; the features are borrowed, the labels copied.</summary>
    /// <inheritdoc cref="ForClassification{T}(ReadOnlyMemory{T}, ReadOnlyMemory{T}, int, int, IReadOnlyList{string}?,
    /// IReadOnlyList{string}?)"/>
    public static Dataset<T> ForClassification<T>(
        ReadOnlyMemory<T> features,
        ReadOnlySpan<int> classIndices,
        int featureCount,
        int classCount,
        IReadOnlyList<string>? classNames = null,
        IReadOnlyList<string>? featureNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] targets = Dataset<T>.AllocateStorage(classIndices.Length, 1);
        for (int row = 0; row < targets.Length; row++) targets[row] = T.CreateChecked(classIndices[row]);
        return ForClassification<T>(features, targets, featureCount, classCount, classNames, featureNames);
    }

    /// <summary>Creates a dataset for regression; the memory is borrowed, not copied.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="features">The features, row-major, count × <paramref name="featureCount"/>.</param>
    /// <param name="targets">The targets, row-major, count × <paramref name="targetCount"/>.</param>
    /// <param name="featureCount">The number of feature columns, at least one.</param>
    /// <param name="targetCount">The number of target columns, at least one.</param>
    /// <param name="featureNames">A name for each feature column, or null.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static Dataset<T> ForRegression<T>(
        ReadOnlyMemory<T> features,
        ReadOnlyMemory<T> targets,
        int featureCount,
        int targetCount = 1,
        IReadOnlyList<string>? featureNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckShape(features.Length, featureCount, targets.Length, targetCount, featureNames);
        return new Dataset<T>(features, targets, featureCount, targetCount, 0, null, featureNames);
    }

    /// <summary>Copies the class index of every sample.</summary>
    /// <param name="destination">Receives <see cref="Count"/> indices.</param>
    /// <exception cref="InvalidOperationException">The dataset is one for regression.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public abstract void CopyClassIndices(Span<int> destination);

    /// <summary>Counts the samples of each class.</summary>
    /// <returns><see cref="ClassCount"/> numbers that add up to <see cref="Count"/>.</returns>
    /// <exception cref="InvalidOperationException">The dataset is one for regression.</exception>
    public int[] CountByClass()
    {
        int[] counts = new int[ClassCount];
        foreach (int index in ClassIndices()) counts[index]++;
        return counts;
    }

    /// <summary>
    /// Divides the rows into folds for cross-validation: each row is held out in just one fold. Without a seed, folds are runs of
    /// neighbouring rows; with one, rows are put into random order first.
    /// </summary>
    /// <param name="foldCount">The number of folds, from 2 to <see cref="Count"/>.</param>
    /// <param name="seed">The seed of the random order, or null for the present order.</param>
    /// <param name="stratify">Whether each fold gets its share of every class.</param>
    /// <returns>The folds; the sizes of what they hold out differ by at most one (stratified, by at most one per class).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="foldCount"/> is out of range.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="stratify"/> was asked of a dataset for regression.</exception>
    public Fold[] Folds(int foldCount, ulong? seed = null, bool stratify = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(foldCount, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(foldCount, Count);
        return RowPartition.Folds(Count, foldCount, seed, stratify ? ClassIndices() : null, ClassCount);
    }

    internal int[] ClassIndices()
    {
        int[] indices = new int[Count];
        CopyClassIndices(indices);
        return indices;
    }

    private static void CheckShape(
        int featureLength, int featureCount, int targetLength, int targetCount, IReadOnlyList<string>? featureNames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetCount, 1);
        CheckNames(featureNames, featureCount, nameof(featureNames));
        if (featureLength % featureCount != 0)
        {
            throw new ArgumentException($"{featureLength} feature elements are not whole rows of {featureCount}.");
        }

        int count = featureLength / featureCount;
        if (targetLength != (long)count * targetCount)
        {
            throw new ArgumentException(
                $"The features are {count}×{featureCount}, so the targets must be {count}×{targetCount}; {targetLength} elements were given.");
        }
    }

    private static void CheckNames(IReadOnlyList<string>? names, int count, string parameter)
    {
        if (names is null) return;
        if (names.Count != count) throw new ArgumentException($"{names.Count} names were given; needed are {count}.", parameter);
        foreach (string name in names) ArgumentNullException.ThrowIfNull(name, parameter);
    }
}
