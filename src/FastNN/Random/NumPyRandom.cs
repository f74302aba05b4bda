using System.Numerics;

namespace FastNN.Random;

/// <summary>
/// Reproduces NumPy's legacy generator <c>numpy.random.RandomState</c>, which is also behind <c>numpy.random.seed</c>,
/// <c>numpy.random.randn</c> and the like: the same seed and calls give the same numbers, to the last bit.
/// </summary>
/// <remarks>
/// <para>
/// For repeating runs that were seeded in Python; everything else is better served by <see cref="RandomStream"/>. An array that NumPy
/// draws in one call is as many single draws in row-major order here. Not safe for use by several threads, not for cryptography.
/// </para>
/// <para>
/// Source: NumPy's description of legacy random generation; its stream has been frozen since version 1.16. Normal numbers pass through
/// the logarithm of the platform's C library, as they do in NumPy, so they are NumPy's on the same platform.
/// </para>
/// </remarks>
public sealed class NumPyRandom
{
    private readonly MersenneTwister _generator;
    private double _spareNormal;
    private bool _hasSpareNormal;

    /// <summary>Creates the generator <c>RandomState(seed)</c> of a number.</summary>
    /// <param name="seed">The seed.</param>
    public NumPyRandom(uint seed) => _generator = new MersenneTwister(seed);

    /// <summary>Creates the generator <c>RandomState([…])</c> of a list of numbers, which differs from that of a single number.</summary>
    /// <param name="seed">The seed, at least one number.</param>
    /// <exception cref="ArgumentException"><paramref name="seed"/> is empty.</exception>
    public NumPyRandom(ReadOnlySpan<uint> seed) => _generator = new MersenneTwister(seed);

    /// <summary>Draws from the uniform distribution on [0, 1), as <c>random_sample</c>, <c>random</c> and <c>rand</c> do.</summary>
    /// <returns>A multiple of 2⁻⁵³.</returns>
    public double RandomSample()
    {
        uint high = _generator.NextUInt32() >> 5;
        uint low = _generator.NextUInt32() >> 6;
        return ((high * 67108864.0) + low) / 9007199254740992.0;
    }

    /// <summary>Draws from the uniform distribution on [low, high), as <c>uniform</c> does.</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end; NumPy allows that it is the smaller one.</param>
    /// <returns><c>low + (high − low)·u</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The distance of the two is not finite.</exception>
    public double Uniform(double low, double high)
    {
        double range = high - low;
        if (!double.IsFinite(range))
            throw new ArgumentOutOfRangeException(nameof(high), high, $"The distance from {low} to {high} has to be finite.");
        return low + (range * RandomSample());
    }

    /// <summary>Draws from the standard normal distribution, as <c>standard_normal</c> and <c>randn</c> do.</summary>
    /// <returns>A number of mean 0 and variance 1.</returns>
    public double StandardNormal()
    {
        if (_hasSpareNormal)
        {
            _hasSpareNormal = false;
            return _spareNormal;
        }

        double x1, x2, square;
        do
        {
            x1 = (2.0 * RandomSample()) - 1.0;
            x2 = (2.0 * RandomSample()) - 1.0;
            square = (x1 * x1) + (x2 * x2);
        }
        while (square is >= 1.0 or 0.0);

        // Marsaglia's polar method. The first number drawn makes the spare one, as in NumPy.
        double scale = Math.Sqrt(-2.0 * Math.Log(square) / square);
        _spareNormal = scale * x1;
        _hasSpareNormal = true;
        return scale * x2;
    }

    /// <summary>Draws from a normal distribution, as <c>normal</c> does.</summary>
    /// <param name="loc">The mean.</param>
    /// <param name="scale">The standard deviation, zero or more.</param>
    /// <returns><c>loc + scale·z</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is negative.</exception>
    public double Normal(double loc, double scale)
    {
        if (scale < 0) throw new ArgumentOutOfRangeException(nameof(scale), scale, "The standard deviation has to be zero or more.");
        return loc + (scale * StandardNormal());
    }

    /// <summary>Fills a span with uniform numbers, drawn one after the other.</summary>
    /// <typeparam name="T">The element type; anything narrower than <see cref="double"/> is rounded, as <c>astype</c> does.</typeparam>
    /// <param name="destination">The span to fill.</param>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    /// <exception cref="ArgumentOutOfRangeException">The distance of the two ends is not finite.</exception>
    public void FillUniform<T>(Span<T> destination, double low, double high)
        where T : IFloatingPoint<T>
    {
        foreach (ref T value in destination) value = T.CreateChecked(Uniform(low, high));
    }

    /// <summary>Fills a span with normal numbers, drawn one after the other.</summary>
    /// <typeparam name="T">The element type; anything narrower than <see cref="double"/> is rounded, as <c>astype</c> does.</typeparam>
    /// <param name="destination">The span to fill.</param>
    /// <param name="loc">The mean.</param>
    /// <param name="scale">The standard deviation, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is negative.</exception>
    public void FillNormal<T>(Span<T> destination, double loc = 0, double scale = 1)
        where T : IFloatingPoint<T>
    {
        foreach (ref T value in destination) value = T.CreateChecked(Normal(loc, scale));
    }

    /// <summary>Draws a whole number from [low, high), as <c>randint</c> does for its default type of 64 bits.</summary>
    /// <param name="low">The smallest number.</param>
    /// <param name="high">The bound, above <paramref name="low"/>.</param>
    /// <returns>A number from <paramref name="low"/> to <paramref name="high"/> − 1, each as likely.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="high"/> is not above <paramref name="low"/>.</exception>
    public long RandInt(long low, long high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(high, low);
        return unchecked((long)((ulong)low + NextUpTo((ulong)high - 1 - (ulong)low)));
    }

    /// <summary>Puts elements into random order, as <c>shuffle</c> does.</summary>
    /// <remarks>For the rows of a matrix, shuffle their numbers: NumPy draws once per row.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The elements.</param>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = (int)NextUpTo((ulong)i);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>Draws an order of the numbers from 0 to <paramref name="count"/> − 1, as <c>permutation</c> does.</summary>
    /// <param name="count">How many numbers, zero or more.</param>
    /// <returns>The numbers in random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) order[i] = i;
        Shuffle<int>(order);
        return order;
    }

    /// <summary>
    /// Draws some of the numbers from 0 to <paramref name="populationCount"/> − 1, each as likely, as <c>choice</c> does.
    /// </summary>
    /// <param name="populationCount">How many numbers there are, at least one.</param>
    /// <param name="count">How many to draw.</param>
    /// <param name="replace">Whether a number may be drawn more than once.</param>
    /// <returns>The numbers drawn.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer numbers than to be drawn without replacement, or none.</exception>
    public int[] Choice(int populationCount, int count, bool replace = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(populationCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!replace)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, populationCount);
            return Permutation(populationCount)[..count];
        }

        int[] drawn = new int[count];
        foreach (ref int number in drawn.AsSpan()) number = (int)RandInt(0, populationCount);
        return drawn;
    }

    /// <summary>Draws some of the numbers from 0 to n − 1 with given probabilities, as <c>choice</c> with <c>p</c> does.</summary>
    /// <param name="probabilities">The probability of each of the n numbers; zero or more, and 1 in total.</param>
    /// <param name="count">How many to draw.</param>
    /// <param name="replace">Whether a number may be drawn more than once.</param>
    /// <returns>The numbers drawn.</returns>
    /// <exception cref="ArgumentException">
    /// The probabilities are negative, NaN or do not sum to 1, or fewer than to be drawn are above zero.
    /// </exception>
    public int[] Choice(ReadOnlySpan<double> probabilities, int count, bool replace = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        WeightedChoice.Check(probabilities, replace ? Math.Min(count, 1) : count);
        int[] drawn = new int[count];
        if (replace) WeightedChoice.WithReplacement(this, probabilities, drawn);
        else WeightedChoice.WithoutReplacement(this, probabilities, drawn);
        return drawn;
    }

    private ulong NextUpTo(ulong largest)
    {
        if (largest == 0) return 0;

        // Masked rejection: as many bits as the largest number has, drawn again while they exceed it. NumPy takes 32 bits where they
        // are enough, which decides how much of the sequence is used up.
        ulong mask = ulong.MaxValue >> BitOperations.LeadingZeroCount(largest);
        ulong value;
        do
        {
            value = _generator.NextUInt32();
            if (largest > uint.MaxValue) value = (value << 32) | _generator.NextUInt32();
            value &= mask;
        }
        while (value > largest);

        return value;
    }
}
