using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastNN.Random;

/// <summary>
/// A counter-based generator of random numbers, Philox4×32 with ten rounds: the same seed and stream give the same numbers on
/// every machine, and streams of one seed are independent of each other.
/// </summary>
/// <remarks>
/// Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. Not for cryptography.
/// A stream is not safe for use by several threads; give each its own.
/// </remarks>
public sealed class RandomStream
{
    // Numbers that are drawn ahead: several registers of counters.
    private const int BufferLength = 64;

    // Doubles are made from two numbers each, so many at a time.
    private const int ChunkLength = 256;

    private readonly ulong _seed;
    private readonly ulong _stream;
    private ulong _counter;
    private Buffer _drawn;
    private int _left;
    private double _spareNormal = double.NaN;

    /// <summary>Creates a stream at its start.</summary>
    /// <param name="seed">The seed; any value.</param>
    /// <param name="stream">The number of the stream; each is an independent sequence.</param>
    public RandomStream(ulong seed, ulong stream = 0)
    {
        _seed = seed;
        _stream = stream;
    }

    /// <summary>Draws 32 random bits.</summary>
    /// <returns>A number from 0 to 2³² − 1, each as likely.</returns>
    public uint NextUInt32()
    {
        if (_left == 0)
        {
            Philox.Fill(_seed, _counter, _stream, _drawn);
            _counter += BufferLength / Philox.BlockLength;
            _left = BufferLength;
        }

        return _drawn[BufferLength - _left--];
    }

    /// <summary>Draws 64 random bits.</summary>
    /// <returns>A number from 0 to 2⁶⁴ − 1, each as likely.</returns>
    public ulong NextUInt64() => NextUInt32() | ((ulong)NextUInt32() << 32);

    /// <summary>Draws a whole number below a bound, without bias.</summary>
    /// <param name="exclusiveUpper">The bound, at least one.</param>
    /// <returns>A number from 0 to <paramref name="exclusiveUpper"/> − 1, each as likely.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveUpper"/> is less than one.</exception>
    public int NextInt32(int exclusiveUpper)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveUpper, 1);

        // D. Lemire, "Fast random integer generation in an interval", 2019: reject the few low products that would be too frequent.
        uint bound = (uint)exclusiveUpper;
        ulong product = (ulong)NextUInt32() * bound;
        if ((uint)product < bound)
        {
            uint threshold = (0u - bound) % bound;
            while ((uint)product < threshold) product = (ulong)NextUInt32() * bound;
        }

        return (int)(product >> 32);
    }

    /// <summary>Draws a number from the uniform distribution on [0, 1).</summary>
    /// <returns>A multiple of 2⁻⁵³.</returns>
    public double NextDouble() => ToDouble(NextUInt64());

    /// <summary>Draws a number from the uniform distribution on [low, high).</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    /// <returns><c>low + (high − low)·u</c>.</returns>
    public double NextUniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Draws a number from the standard normal distribution, by the polar method of Marsaglia.</summary>
    /// <returns>A number of mean 0 and variance 1.</returns>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            double spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        while (true)
        {
            double u = (2 * NextDouble()) - 1;
            double v = (2 * NextDouble()) - 1;
            double square = (u * u) + (v * v);
            if (square is >= 1 or 0) continue;
            double scale = Math.Sqrt(-2 * Math.Log(square) / square);
            _spareNormal = v * scale;
            return u * scale;
        }
    }

    /// <summary>Fills a span from the uniform distribution on [low, high), rounded to the element type, which now and then gives the upper end itself.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="destination">The span to fill.</param>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FillUniform<T>(Span<T> destination, double low, double high)
        where T : IFloatingPoint<T>
    {
        Span<double> chunk = stackalloc double[ChunkLength];
        for (; destination.Length > 0; destination = destination[Math.Min(ChunkLength, destination.Length)..])
        {
            Span<double> drawn = chunk[..Math.Min(ChunkLength, destination.Length)];
            FillDoubles(drawn);
            for (int i = 0; i < drawn.Length; i++) destination[i] = T.CreateChecked(low + ((high - low) * drawn[i]));
        }
    }

    /// <summary>Fills a span from a normal distribution.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="destination">The span to fill.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation, zero or more.</param>
    public void FillNormal<T>(Span<T> destination, double mean, double standardDeviation)
        where T : IFloatingPoint<T>
    {
        foreach (ref T value in destination) value = T.CreateChecked(mean + (standardDeviation * NextNormal()));
    }

    /// <summary>Puts elements into random order; every order is as likely (Fisher–Yates).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The elements.</param>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>Fills a span with one of two values for each element, as <see cref="NextDouble"/> is below a probability or not.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="destination">The span to fill.</param>
    /// <param name="probability">The probability of <paramref name="below"/>, from 0 to 1.</param>
    /// <param name="below">The value with this probability.</param>
    /// <param name="otherwise">The other value.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void FillChoice<T>(Span<T> destination, double probability, T below, T otherwise)
        where T : unmanaged
    {
        // Looked up, because no processor can foresee these branches.
        ReadOnlySpan<T> values = [otherwise, below];
        Span<double> chunk = stackalloc double[ChunkLength];
        for (; destination.Length > 0; destination = destination[Math.Min(ChunkLength, destination.Length)..])
        {
            Span<double> drawn = chunk[..Math.Min(ChunkLength, destination.Length)];
            FillDoubles(drawn);
            for (int i = 0; i < drawn.Length; i++) destination[i] = values[drawn[i] < probability ? 1 : 0];
        }
    }

    // What as many calls of NextDouble would give.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillDoubles(Span<double> destination)
    {
        Span<uint> bits = stackalloc uint[2 * ChunkLength];
        bits = bits[..(2 * destination.Length)];
        int done = Math.Min(_left, bits.Length), whole = (bits.Length - done) & -Philox.BlockLength;
        for (int i = 0; i < done; i++) bits[i] = NextUInt32();
        Philox.Fill(_seed, _counter, _stream, bits.Slice(done, whole));
        _counter += (uint)(whole / Philox.BlockLength);
        for (int i = done + whole; i < bits.Length; i++) bits[i] = NextUInt32();
        for (int i = 0; i < destination.Length; i++) destination[i] = ToDouble(bits[2 * i] | ((ulong)bits[(2 * i) + 1] << 32));
    }

    // A signed number, which converts in one instruction everywhere.
    private static double ToDouble(ulong bits) => (long)(bits >> 11) * (1.0 / (1UL << 53));

    [InlineArray(BufferLength)]
    private struct Buffer
    {
        private uint _first;
    }
}
