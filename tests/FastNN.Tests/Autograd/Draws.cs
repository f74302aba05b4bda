using FastNN.Autograd;
using FastNN.Random;

namespace FastNN.Tests.Autograd;

/// <summary>Draws points at which functions have derivatives: away from kinks, within domains.</summary>
internal static class Draws
{
    /// <summary>Draws numbers from -2 to 2, at least 0.2 from zero and a quarter from each other's halves.</summary>
    public static Argument<double> Signed(this RandomStream random, params int[] shape) =>
        Fill(shape, () => (random.NextInt32(2) == 0 ? 1 : -1) * random.NextUniform(0.2, 2));

    /// <summary>Draws numbers from 0.3 to 2.</summary>
    public static Argument<double> Positive(this RandomStream random, params int[] shape) => Fill(shape, () => random.NextUniform(0.3, 2));

    /// <summary>Draws probabilities.</summary>
    public static double[] Probabilities(this RandomStream random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];

    /// <summary>Draws halves plus an offset from -4 to 4: numbers of two offsets are at least the difference of these apart.</summary>
    public static Argument<double> Halves(this RandomStream random, double offset, params int[] shape) =>
        Fill(shape, () => ((random.NextInt32(16) - 8) * 0.5) + offset);

    /// <summary>Draws numbers of which no two are closer than 0.2.</summary>
    public static Argument<double> Distinct(this RandomStream random, params int[] shape)
    {
        int[] order = [.. Enumerable.Range(0, Count(shape))];
        random.Shuffle<int>(order);
        int next = 0;
        return Fill(shape, () => (order[next++] * 0.3) + random.NextUniform(-0.05, 0.05) - (0.15 * order.Length));
    }

    /// <summary>Draws a shape that is broadcast to another: leading axes missing, others of size one.</summary>
    public static int[] Broadcastable(this RandomStream random, int[] shape)
    {
        int[] drawn = [.. shape.Select(size => random.NextInt32(3) == 0 ? 1 : size)];
        return drawn[random.NextInt32(shape.Length + 1)..];
    }

    public static int Count(int[] shape) => shape.Aggregate(1, (count, size) => count * size);

    private static Argument<double> Fill(int[] shape, Func<double> draw)
    {
        var values = new double[Count(shape)];
        for (int i = 0; i < values.Length; i++) values[i] = draw();
        return new Argument<double>(values, shape);
    }
}
