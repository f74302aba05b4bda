using System.Numerics;

namespace FastNN.Metrics;

/// <summary>Measures how many samples were put into the right class. All methods allocate nothing.</summary>
public static class ClassificationMetrics
{
    /// <summary>Finds the largest score of a sample.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="scores">The scores of one sample, at least one: logits or probabilities, which have the same order.</param>
    /// <returns>The index of the largest score, the first of equals; −1 where any score is not a number.</returns>
    /// <exception cref="ArgumentException"><paramref name="scores"/> is empty.</exception>
    public static int ArgMax<T>(ReadOnlySpan<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (scores.IsEmpty) throw new ArgumentException("No score was given; at least one is needed.", nameof(scores));
        int best = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (T.IsNaN(scores[i])) return -1;
            if (scores[i] > scores[best]) best = i;
        }

        return best;
    }

    /// <summary>Counts the samples whose class has the largest score, for adding up over batches.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="scores">Logits or probabilities, row-major, count × <paramref name="classCount"/>.</param>
    /// <param name="classIndices">The true class of each sample.</param>
    /// <param name="classCount">The number of classes, at least two; see <see cref="CountCorrectBinary{T}"/> for a single column.</param>
    /// <returns>The number of samples that were right; of equal scores the first counts, and a row with a NaN is never right.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static int CountCorrect<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> classIndices, int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckShape(scores.Length, classIndices.Length, classCount);
        int correct = 0;
        for (int row = 0; row < classIndices.Length; row++)
        {
            int predicted = ArgMax(scores.Slice(row * classCount, classCount));
            if (predicted >= 0 && T.CreateTruncating(predicted) == classIndices[row]) correct++;
        }

        return correct;
    }

    /// <summary>Computes the share of samples whose class has the largest score.</summary>
    /// <returns><c>CountCorrect/count</c>, from 0 to 1; NaN for no samples.</returns>
    /// <inheritdoc cref="CountCorrect{T}"/>
    public static double Accuracy<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> classIndices, int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        CountCorrect(scores, classIndices, classCount) / (double)classIndices.Length;

    /// <summary>Counts the samples on the right side of a threshold, for adding up over batches.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="scores">One score per sample.</param>
    /// <param name="classIndices">The true class of each sample, 0 or 1.</param>
    /// <param name="threshold">What a score must exceed for class 1: 0.5 for probabilities, 0 for logits.</param>
    /// <returns>The number of samples that were right; a NaN is never right.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static int CountCorrectBinary<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> classIndices, double threshold = 0.5)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckShape(scores.Length, classIndices.Length, 1);
        T bound = T.CreateTruncating(threshold);
        int correct = 0;
        for (int row = 0; row < scores.Length; row++)
        {
            bool right = classIndices[row] == T.One ? scores[row] > bound : classIndices[row] == T.Zero && scores[row] <= bound;
            if (right) correct++;
        }

        return correct;
    }

    /// <summary>Computes the share of samples on the right side of a threshold.</summary>
    /// <returns><c>CountCorrectBinary/count</c>, from 0 to 1; NaN for no samples.</returns>
    /// <inheritdoc cref="CountCorrectBinary{T}"/>
    public static double BinaryAccuracy<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> classIndices, double threshold = 0.5)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        CountCorrectBinary(scores, classIndices, threshold) / (double)classIndices.Length;

    internal static void CheckShape(int scoreLength, int count, int columnCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columnCount, 1);
        if (scoreLength != (long)count * columnCount)
        {
            throw new ArgumentException(
                $"{scoreLength} scores were given; {count} samples of {columnCount} columns need {(long)count * columnCount}.");
        }
    }
}
