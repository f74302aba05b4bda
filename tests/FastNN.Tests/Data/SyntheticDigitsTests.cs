using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FastNN.Data;
using FastNN.Random;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Tests.Data;

public sealed class SyntheticDigitsTests(ITestOutputHelper output)
{
    [Fact]
    public void Create_AndSplit_WorkAsDocumented()
    {
        var (train, test) = SyntheticDigits.Create<float>(count: 200, seed: 1).Split(0.8);
        Assert.Equal((160, 40, 784, 10), (train.Count, test.Count, train.FeatureCount, train.ClassCount));
        Assert.Equal([16, 16, 16, 16, 16, 16, 16, 16, 16, 16], train.CountByClass());
    }

    [Fact]
    public void Create_ValuesLieInRange_AndEveryImageHasInk()
    {
        Dataset<float> data = SyntheticDigits.Create<float>(500, 7);
        for (int i = 0; i < data.Count; i++)
        {
            float[] image = data.Batch(i, 1).Features.ToArray();
            Assert.All(image, value => Assert.InRange(value, 0, 1));
            Assert.InRange(image.Count(value => value > 0.5f), 15, 250);
        }

        // Labels are in random order: not every ten the same.
        Assert.NotEqual(data.Targets[..10].ToArray(), data.Targets[10..20].ToArray());
    }

    [Fact]
    public void Create_SampleDependsOnSeedAndNumberOnly()
    {
        Dataset<float> few = SyntheticDigits.Create<float>(37, 3), many = SyntheticDigits.Create<float>(91, 3);
        Assert.Equal(few.Features.ToArray(), many.Slice(0, 37).Features.ToArray());
        Assert.Equal(few.Targets.ToArray(), many.Slice(0, 37).Targets.ToArray());
        Assert.NotEqual(few.Features.ToArray(), SyntheticDigits.Create<float>(37, 4).Features.ToArray());
        Assert.Equal(few.Features.ToArray(), SyntheticDigits.Create<double>(37, 3).Cast<float>().Features.ToArray());
        Assert.Equal(0, SyntheticDigits.Create<float>(0, 1).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticDigits.Create<float>(-1, 1));
    }

    [Fact]
    public void Create_BitsAreThoseOfEveryMachine()
    {
        Dataset<float> data = SyntheticDigits.Create<float>(100, 1);
        string hash = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(data.Features.Span)))[..16];
        Assert.Equal("3AE4C65F0E122DD2", hash);
    }

    [Fact]
    public void Create_MoreThanOneArrayCanHold_SaysHowMany() => Assert.Contains(
        "3000000 rows", Assert.Throws<ArgumentException>(() => SyntheticDigits.Create<float>(3_000_000, seed: 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Create_LooksLikeDigits()
    {
        // For the eye: nothing but a look tells whether a digit can be read.
        Dataset<float> data = SyntheticDigits.Create<float>(10, 2);
        for (int i = 0; i < data.Count; i++)
        {
            Batch<float> sample = data.Batch(i, 1);
            output.WriteLine($"{sample.Targets[0]}:");
            for (int row = 0; row < SyntheticDigits.ImageSize; row++)
            {
                char[] line = [.. sample.Features.Slice(row * SyntheticDigits.ImageSize, SyntheticDigits.ImageSize).ToArray().Select(x => " .:-=+*#%@"[(int)(x * 9.99f)])];
                output.WriteLine(new string(line));
            }
        }
    }

    [Fact]
    public void LinearModel_StaysBelowNinetyPercent_YetIsFarFromGuessing()
    {
        var (train, test) = SyntheticDigits.Create<float>(12_000, 1).Split(0.8);
        float[] weights = TrainSoftmaxRegression(train, epochs: 12, learningRate: 0.2f, batchSize: 32);
        double accuracy = Accuracy(weights, test);
        output.WriteLine($"A linear model reaches {accuracy:P2}.");
        Assert.InRange(accuracy, 0.70, 0.90);
    }

    /// <summary>Trains by stochastic gradient descent on cross-entropy; each class has a row of weights whose last is the bias.</summary>
    private static float[] TrainSoftmaxRegression(Dataset<float> data, int epochs, float learningRate, int batchSize)
    {
        const int inputs = SyntheticDigits.PixelCount, classes = 10, stride = inputs + 1;
        float[] weights = new float[classes * stride], gradient = new float[classes * stride], logits = new float[classes];
        int[] order = [.. Enumerable.Range(0, data.Count)];
        var random = new RandomStream(1);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order.AsSpan());
            for (int start = 0; start < order.Length; start += batchSize)
            {
                Array.Clear(gradient);
                int count = Math.Min(batchSize, order.Length - start);
                for (int i = start; i < start + count; i++)
                {
                    Batch<float> sample = data.Batch(order[i], 1);
                    Scores(weights, sample.Features, logits);
                    float most = logits.Max(), sum = 0;
                    for (int c = 0; c < classes; c++) sum += logits[c] = MathF.Exp(logits[c] - most);
                    for (int c = 0; c < classes; c++)
                    {
                        float error = (logits[c] / sum) - (c == (int)sample.Targets[0] ? 1 : 0);
                        AddScaled(sample.Features, error, gradient.AsSpan(c * stride, inputs));
                        gradient[(c * stride) + inputs] += error;
                    }
                }

                AddScaled(gradient, -learningRate / count, weights);
            }
        }

        return weights;
    }

    private static double Accuracy(float[] weights, Dataset<float> data)
    {
        float[] logits = new float[10];
        int correct = 0;
        for (int i = 0; i < data.Count; i++)
        {
            Batch<float> sample = data.Batch(i, 1);
            Scores(weights, sample.Features, logits);
            if (Array.IndexOf(logits, logits.Max()) == (int)sample.Targets[0]) correct++;
        }

        return correct / (double)data.Count;
    }

    private static void Scores(float[] weights, ReadOnlySpan<float> input, float[] scores)
    {
        int stride = input.Length + 1;
        for (int c = 0; c < scores.Length; c++)
        {
            var sum = Vector<float>.Zero;
            ReadOnlySpan<float> row = weights.AsSpan(c * stride, stride);
            int width = Vector<float>.Count, i = 0;
            for (; i <= input.Length - width; i += width) sum += new Vector<float>(row[i..]) * new Vector<float>(input[i..]);
            scores[c] = Vector.Sum(sum) + row[^1];
            for (; i < input.Length; i++) scores[c] += row[i] * input[i];
        }
    }

    private static void AddScaled(ReadOnlySpan<float> source, float factor, Span<float> destination)
    {
        int width = Vector<float>.Count, i = 0;
        var factors = new Vector<float>(factor);
        for (; i <= source.Length - width; i += width)
        {
            (new Vector<float>(destination[i..]) + (factors * new Vector<float>(source[i..]))).CopyTo(destination[i..]);
        }

        for (; i < source.Length; i++) destination[i] += factor * source[i];
    }
}
