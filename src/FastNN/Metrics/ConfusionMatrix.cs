using System.Numerics;

namespace FastNN.Metrics;

/// <summary>Counts which class was taken for which, and derives precision, recall and F₁ from the counts.</summary>
/// <remarks>
/// A ratio without cases (<c>0/0</c>, for instance the precision of a class that was never predicted) is 0, as in scikit-learn. Adding
/// and reading allocate nothing. Not safe for use by several threads.
/// </remarks>
public sealed class ConfusionMatrix
{
    // The largest number whose square fits an int.
    private const int MaxClassCount = 46340;

    private readonly long[] _counts;
    private readonly IReadOnlyList<string>? _classNames;

    /// <summary>Creates a matrix without samples.</summary>
    /// <param name="classCount">The number of classes, 2 to 46,340; each pair of them takes eight bytes.</param>
    /// <param name="classNames">A name for each class, used by <see cref="ToString"/>, or null.</param>
    /// <exception cref="ArgumentException">There are fewer classes than two or too many, or not one name for each.</exception>
    public ConfusionMatrix(int classCount, IReadOnlyList<string>? classNames = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classCount, MaxClassCount);
        if (classNames is not null && classNames.Count != classCount)
        {
            throw new ArgumentException($"{classNames.Count} names were given for {classCount} classes.", nameof(classNames));
        }

        ClassCount = classCount;
        _classNames = classNames;
        _counts = new long[classCount * classCount];
    }

    /// <summary>Gets the number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Gets the number of samples added.</summary>
    public long Count { get; private set; }

    /// <summary>Gets the number of samples that were right.</summary>
    public long CorrectCount
    {
        get
        {
            long correct = 0;
            for (int label = 0; label < ClassCount; label++) correct += this[label, label];
            return correct;
        }
    }

    /// <summary>
    /// Gets the share of samples that were right, also the micro-averaged precision, recall and F₁; NaN without samples.
    /// </summary>
    public double Accuracy => CorrectCount / (double)Count;

    /// <summary>Gets the mean of the classes' precisions.</summary>
    public double MacroPrecision
    {
        get
        {
            double sum = 0;
            for (int label = 0; label < ClassCount; label++) sum += Precision(label);
            return sum / ClassCount;
        }
    }

    /// <summary>Gets the mean of the classes' recalls, also called balanced accuracy.</summary>
    public double MacroRecall
    {
        get
        {
            double sum = 0;
            for (int label = 0; label < ClassCount; label++) sum += Recall(label);
            return sum / ClassCount;
        }
    }

    /// <summary>Gets the mean of the classes' F₁.</summary>
    public double MacroF1
    {
        get
        {
            double sum = 0;
            for (int label = 0; label < ClassCount; label++) sum += F1(label);
            return sum / ClassCount;
        }
    }

    /// <summary>Gets the precision over all decisions, <c>ΣTP/(ΣTP + ΣFP)</c>: with one class per sample, the accuracy.</summary>
    public double MicroPrecision => Accuracy;

    /// <summary>Gets the recall over all decisions, <c>ΣTP/(ΣTP + ΣFN)</c>: with one class per sample, the accuracy.</summary>
    public double MicroRecall => Accuracy;

    /// <summary>Gets the F₁ over all decisions: with one class per sample, the accuracy.</summary>
    public double MicroF1 => Accuracy;

    /// <summary>Gets how often a class was taken for another (or itself).</summary>
    /// <param name="actual">The true class.</param>
    /// <param name="predicted">The class that was predicted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is out of range.</exception>
    public long this[int actual, int predicted] => _counts[IndexOf(actual, predicted)];

    /// <summary>Adds one sample.</summary>
    /// <param name="actual">The true class.</param>
    /// <param name="predicted">The class that was predicted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is out of range.</exception>
    public void Add(int actual, int predicted)
    {
        _counts[IndexOf(actual, predicted)]++;
        Count++;
    }

    /// <summary>Adds samples, each predicted as the class of its largest score (the first of equals).</summary>
    /// <remarks>Where an exception is thrown, the samples before the one at fault have been added.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="scores">Logits or probabilities, row-major, count × <see cref="ClassCount"/>.</param>
    /// <param name="classIndices">The true class of each sample.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a class is out of range, or a score is not a number.</exception>
    public void Add<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> classIndices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ClassificationMetrics.CheckShape(scores.Length, classIndices.Length, ClassCount);
        for (int row = 0; row < classIndices.Length; row++)
        {
            int predicted = ClassificationMetrics.ArgMax(scores.Slice(row * ClassCount, ClassCount));
            if (predicted < 0) throw new ArgumentException($"Row {row} holds a score that is not a number.", nameof(scores));
            Add(ClassIndex(classIndices[row], row), predicted);
        }
    }

    /// <summary>Adds samples of two classes, predicted as class 1 where the score exceeds a threshold.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="scores">One score per sample.</param>
    /// <param name="classIndices">The true class of each sample, 0 or 1.</param>
    /// <param name="threshold">What a score must exceed for class 1: 0.5 for probabilities, 0 for logits.</param>
    /// <exception cref="ArgumentException">The lengths differ, a class is out of range, or a score is not a number.</exception>
    /// <exception cref="InvalidOperationException">The matrix does not have two classes.</exception>
    public void AddBinary<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> classIndices, double threshold = 0.5)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (ClassCount != 2) throw new InvalidOperationException($"A threshold tells two classes apart; this matrix has {ClassCount}.");
        ClassificationMetrics.CheckShape(scores.Length, classIndices.Length, 1);
        T bound = T.CreateTruncating(threshold);
        for (int row = 0; row < scores.Length; row++)
        {
            if (T.IsNaN(scores[row])) throw new ArgumentException($"Row {row} holds a score that is not a number.", nameof(scores));
            Add(ClassIndex(classIndices[row], row), scores[row] > bound ? 1 : 0);
        }
    }

    /// <summary>Forgets all samples.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
    }

    /// <summary>Computes the share of a class's predictions that were right, <c>TP/(TP + FP)</c>.</summary>
    /// <param name="label">The class.</param>
    /// <returns>From 0 to 1; 0 where the class was never predicted.</returns>
    public double Precision(int label) => Ratio(this[label, label], PredictedCount(label));

    /// <summary>Computes the share of a class's samples that were found, <c>TP/(TP + FN)</c>.</summary>
    /// <param name="label">The class.</param>
    /// <returns>From 0 to 1; 0 where the class has no samples.</returns>
    public double Recall(int label) => Ratio(this[label, label], ActualCount(label));

    /// <summary>Computes the harmonic mean of a class's precision and recall, <c>2TP/(2TP + FP + FN)</c>.</summary>
    /// <param name="label">The class.</param>
    /// <returns>From 0 to 1; 0 where the class neither has samples nor was predicted.</returns>
    public double F1(int label) => Ratio(2 * this[label, label], PredictedCount(label) + ActualCount(label));

    /// <summary>Counts the samples of a class.</summary>
    /// <param name="label">The class.</param>
    /// <returns>The sum of the class's row.</returns>
    public long ActualCount(int label)
    {
        long sum = 0;
        for (int other = 0; other < ClassCount; other++) sum += this[label, other];
        return sum;
    }

    /// <summary>Counts the predictions of a class.</summary>
    /// <param name="label">The class.</param>
    /// <returns>The sum of the class's column.</returns>
    public long PredictedCount(int label)
    {
        long sum = 0;
        for (int other = 0; other < ClassCount; other++) sum += this[other, label];
        return sum;
    }

    /// <summary>Formats the counts as a table, one row per true class, with recall beside it and precision below.</summary>
    /// <returns>Several lines of text.</returns>
    public override string ToString() => ConfusionMatrixText.Table(this, _classNames);

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : part / (double)whole;

    private static int ClassIndex<T>(T value, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsInteger(value))
        {
            throw new ArgumentException(
                $"Row {row} has the class index {value}; needed is a whole number.", "classIndices");
        }

        return int.CreateSaturating(value);
    }

    private int IndexOf(int actual, int predicted)
    {
        if ((uint)actual >= (uint)ClassCount || (uint)predicted >= (uint)ClassCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(actual), $"Class {actual} predicted as {predicted} was given; classes are 0 to {ClassCount - 1}.");
        }

        return (actual * ClassCount) + predicted;
    }
}
