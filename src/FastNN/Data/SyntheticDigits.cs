using System.Numerics;
using FastNN.Random;

namespace FastNN.Data;

/// <summary>
/// Draws images of handwritten-looking digits, so that lessons, tests and benchmarks have a problem of realistic difficulty without a
/// download: a linear model stays below 90% on held-out images, a network of two hidden layers reaches 98%.
/// </summary>
public static class SyntheticDigits
{
    /// <summary>The width and height of an image in pixels.</summary>
    public const int ImageSize = 28;

    /// <summary>The number of pixels of an image, the feature count.</summary>
    public const int PixelCount = ImageSize * ImageSize;

    private const int ClassCount = 10;

    // Streams of labels lie apart from streams of images, whose numbers are those of the samples.
    private const ulong LabelStreams = 1UL << 63;

    private static readonly string[] s_classNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>Draws images of the digits 0 to 9, in random order and equally often.</summary>
    /// <remarks>
    /// Each ten consecutive samples hold each digit once. Sample <c>i</c> depends on the seed and <c>i</c> only, not on
    /// <paramref name="count"/>, and is the same to the bit on every machine: only operations that IEEE 754 rounds exactly are used.
    /// </remarks>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>; both hold the same (single-precision) values.</typeparam>
    /// <param name="count">The number of images, zero or more.</param>
    /// <param name="seed">The seed; any value.</param>
    /// <returns>
    /// A dataset for classification: count × 784 grey values in [0, 1], row by row from the upper left, and the digits as class indices.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static Dataset<T> Create<T>(int count, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Create<T>(count, seed, DigitVariation.Default);

    internal static Dataset<T> Create<T>(int count, ulong seed, DigitVariation variation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        T[] features = Dataset<T>.AllocateStorage(count, PixelCount);
        T[] targets = Dataset<T>.AllocateStorage(count, 1);
        var pen = new DigitPen(variation);
        Span<int> digits = stackalloc int[ClassCount];
        Span<float> image = stackalloc float[PixelCount];
        for (int i = 0; i < count; i++)
        {
            if (i % ClassCount == 0)
            {
                for (int digit = 0; digit < ClassCount; digit++) digits[digit] = digit;
                new RandomStream(seed, LabelStreams + (ulong)(i / ClassCount)).Shuffle(digits);
            }

            int label = digits[i % ClassCount];
            pen.Draw(label, new RandomStream(seed, (ulong)i), image);
            Span<T> pixels = features.AsSpan(i * PixelCount, PixelCount);
            for (int pixel = 0; pixel < PixelCount; pixel++) pixels[pixel] = T.CreateTruncating(image[pixel]);
            targets[i] = T.CreateTruncating(label);
        }

        return Dataset.ForClassification<T>(features, targets, PixelCount, ClassCount, s_classNames);
    }
}
