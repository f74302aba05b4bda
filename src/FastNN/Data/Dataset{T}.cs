using System.Numerics;

namespace FastNN.Data;

/// <summary>Holds samples as two row-major matrices, features and targets, in managed memory that it borrows.</summary>
/// <remarks>
/// Made by <see cref="Dataset.ForClassification{T}(ReadOnlyMemory{T}, ReadOnlyMemory{T}, int, int, IReadOnlyList{string}?,
/// IReadOnlyList{string}?)"/>,
/// <see cref="Dataset.ForRegression{T}"/> or a reader. There is nothing to dispose. What readers and copies allocate lies on the
/// pinned heap: the collector never moves it.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class Dataset<T> : Dataset
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal Dataset(
        ReadOnlyMemory<T> features,
        ReadOnlyMemory<T> targets,
        int featureCount,
        int targetCount,
        int classCount,
        IReadOnlyList<string>? classNames,
        IReadOnlyList<string>? featureNames)
        : base(features.Length / featureCount, featureCount, targetCount, classCount, classNames, featureNames)
    {
        Features = features;
        Targets = targets;
    }

    /// <summary>Gets the features, row-major, <see cref="Dataset.Count"/> × <see cref="Dataset.FeatureCount"/>.</summary>
    public ReadOnlyMemory<T> Features { get; }

    /// <summary>
    /// Gets the targets, row-major, <see cref="Dataset.Count"/> × <see cref="Dataset.TargetCount"/>; for classification one column
    /// of class indices.
    /// </summary>
    public ReadOnlyMemory<T> Targets { get; }

    /// <summary>Borrows consecutive rows as spans, without copying or allocating.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rows are not all in the dataset.</exception>
    public Batch<T> Batch(int start, int count)
    {
        CheckRange(start, count);
        return new Batch<T>(
            Features.Span.Slice(start * FeatureCount, count * FeatureCount),
            Targets.Span.Slice(start * TargetCount, count * TargetCount),
            count);
    }

    /// <summary>Takes consecutive rows as a dataset that shares this one's memory.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows, zero or more.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rows are not all in the dataset.</exception>
    public Dataset<T> Slice(int start, int count)
    {
        CheckRange(start, count);
        return With(
            Features.Slice(start * FeatureCount, count * FeatureCount),
            Targets.Slice(start * TargetCount, count * TargetCount));
    }

    /// <summary>Copies rows, in any order and as often as named, to a new dataset.</summary>
    /// <param name="rows">The numbers of the rows.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A row is not in the dataset.</exception>
    public Dataset<T> Subset(ReadOnlySpan<int> rows)
    {
        T[] features = AllocateStorage(rows.Length, FeatureCount);
        T[] targets = AllocateStorage(rows.Length, TargetCount);
        Gather(rows, features, targets);
        return With(features, targets);
    }

    /// <summary>Copies rows, in any order and as often as named, to memory of the caller.</summary>
    /// <remarks>Allocates nothing.</remarks>
    /// <param name="rows">The numbers of the rows.</param>
    /// <param name="features">Receives rows × <see cref="Dataset.FeatureCount"/> elements; may be longer.</param>
    /// <param name="targets">Receives rows × <see cref="Dataset.TargetCount"/> elements; may be longer.</param>
    /// <exception cref="ArgumentException">A destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is not in the dataset.</exception>
    public void Gather(ReadOnlySpan<int> rows, Span<T> features, Span<T> targets)
    {
        CheckDestination(rows.Length, FeatureCount, features.Length, nameof(features));
        CheckDestination(rows.Length, TargetCount, targets.Length, nameof(targets));
        ReadOnlySpan<T> allFeatures = Features.Span;
        ReadOnlySpan<T> allTargets = Targets.Span;
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            if ((uint)row >= (uint)Count) ThrowRow(i, row);
            allFeatures.Slice(row * FeatureCount, FeatureCount).CopyTo(features[(i * FeatureCount)..]);
            if (TargetCount == 1) targets[i] = allTargets[row];
            else allTargets.Slice(row * TargetCount, TargetCount).CopyTo(targets[(i * TargetCount)..]);
        }
    }

    /// <summary>
    /// Divides the rows into a training and a test part. With neither seed nor stratification the rows keep their order and nothing
    /// is copied; otherwise each part is a copy.
    /// </summary>
    /// <param name="fraction">
    /// The share of the training part, between 0 and 1, rounded to whole rows; each part gets at least one.
    /// </param>
    /// <param name="seed">The seed of the random choice, or null for the first rows.</param>
    /// <param name="stratify">Whether each class is divided by the same share.</param>
    /// <returns>Both parts, which together hold each row once.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are fewer than two rows, or <paramref name="stratify"/> was asked of a dataset for regression.
    /// </exception>
    public (Dataset<T> Train, Dataset<T> Test) Split(double fraction, ulong? seed = null, bool stratify = false)
    {
        Dataset<T>[] parts = SplitParts([fraction], seed, stratify);
        return (parts[0], parts[1]);
    }

    /// <summary>Divides the rows into a training, a validation and a test part, which gets what the other two leave.</summary>
    /// <param name="trainFraction">The share of the training part, between 0 and 1.</param>
    /// <param name="validationFraction">The share of the validation part, between 0 and 1; both together less than 1.</param>
    /// <param name="seed">The seed of the random choice, or null to keep the order.</param>
    /// <param name="stratify">Whether each class is divided by the same shares.</param>
    /// <returns>The three parts, which together hold each row once; each has at least one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A fraction, or their sum, is not between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are fewer than three rows, or <paramref name="stratify"/> was asked of a dataset for regression.
    /// </exception>
    public (Dataset<T> Train, Dataset<T> Validation, Dataset<T> Test) SplitWithValidation(
        double trainFraction, double validationFraction, ulong? seed = null, bool stratify = false)
    {
        Dataset<T>[] parts = SplitParts([trainFraction, validationFraction], seed, stratify);
        return (parts[0], parts[1], parts[2]);
    }

    /// <summary>Copies the dataset to another element type, rounding to nearest.</summary>
    /// <typeparam name="TOther">The new element type.</typeparam>
    /// <returns>The copy, or this dataset itself where the type is the same.</returns>
    public Dataset<TOther> Cast<TOther>()
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        if (this is Dataset<TOther> same) return same;
        return new Dataset<TOther>(
            Convert<TOther>(Features.Span), Convert<TOther>(Targets.Span), FeatureCount, TargetCount, ClassCount, ClassNames, FeatureNames);
    }

    /// <inheritdoc/>
    public override void CopyClassIndices(Span<int> destination)
    {
        if (!IsClassification) throw new InvalidOperationException("A dataset for regression has no classes.");
        CheckDestination(Count, 1, destination.Length, nameof(destination));
        ReadOnlySpan<T> targets = Targets.Span;
        for (int row = 0; row < targets.Length; row++) destination[row] = int.CreateTruncating(targets[row]);
    }

    /// <summary>Allocates an array for the features or targets of rows.</summary>
    /// <exception cref="ArgumentException">They are more elements than an array can have.</exception>
    internal static T[] AllocateStorage(int rows, int columns)
    {
        long count = (long)rows * columns;
        return count <= Array.MaxLength
            ? GC.AllocateUninitializedArray<T>((int)count, pinned: true)
            : throw new ArgumentException(
                $"{rows} rows of {columns} columns are {count} elements; one dataset holds at most {Array.MaxLength}: use fewer rows or columns");
    }

    /// <summary>Makes a dataset of the same columns and names from other rows.</summary>
    internal Dataset<T> With(ReadOnlyMemory<T> features, ReadOnlyMemory<T> targets) =>
        new(features, targets, FeatureCount, TargetCount, ClassCount, ClassNames, FeatureNames);

    private static TOther[] Convert<TOther>(ReadOnlySpan<T> source)
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        TOther[] converted = Dataset<TOther>.AllocateStorage(source.Length, 1);
        for (int i = 0; i < converted.Length; i++) converted[i] = TOther.CreateSaturating(source[i]);
        return converted;
    }

    private static void CheckDestination(int rows, int columns, int length, string parameter)
    {
        if (length < (long)rows * columns)
        {
            throw new ArgumentException($"{length} elements were given; {rows}×{columns} are needed.", parameter);
        }
    }

    private Dataset<T>[] SplitParts(ReadOnlySpan<double> fractions, ulong? seed, bool stratify)
    {
        RowPartition.CheckFractions(fractions, Count);
        Dataset<T>[] parts = new Dataset<T>[fractions.Length + 1];
        if (seed is null && !stratify)
        {
            int start = 0;
            int[] sizes = RowPartition.Sizes(Count, fractions);
            for (int part = 0; part < parts.Length; start += sizes[part++]) parts[part] = Slice(start, sizes[part]);
            return parts;
        }

        int[][] rows = RowPartition.Parts(Count, fractions, seed, stratify ? ClassIndices() : null);
        for (int part = 0; part < parts.Length; part++) parts[part] = Subset(rows[part]);
        return parts;
    }

    private void CheckRange(int start, int count)
    {
        if (start < 0 || count < 0 || count > Count - start)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), $"Rows {start} to {(long)start + count} (exclusive) of {Count} were asked for.");
        }
    }

    private void ThrowRow(int position, int row) =>
        throw new ArgumentOutOfRangeException("rows", $"Number {position} names row {row} of {Count}.");
}
