using System.Numerics;
using System.Runtime.Intrinsics;
using FastNN.Random;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Simd;

/// <summary>What a lane witness promises, checked lane by lane against scalar arithmetic.</summary>
internal static unsafe class LaneContract<T, V, L>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    private static readonly T[] s_special =
    [
        T.Zero, T.NegativeZero, T.One, -T.One, T.CreateChecked(0.1), T.CreateChecked(-2.5), T.Epsilon, -T.Epsilon, T.PositiveInfinity,
        T.NegativeInfinity, T.NaN, T.CreateChecked(1e30), T.CreateChecked(-1e-30),
    ];

    public static void Check()
    {
        CheckArithmetic();
        CheckBits();
        CheckMasks();
        CheckAcross();
        CheckTransposition();
        CheckTable();
    }

    private static void CheckArithmetic()
    {
        T z = T.CreateChecked(3);
        foreach (T x in s_special)
        {
            foreach (T y in s_special)
            {
                Same(x + y, L.Add(L.Fill(x), L.Fill(y)));
                Same(x - y, L.Subtract(L.Fill(x), L.Fill(y)));
                Same(x * y, L.Multiply(L.Fill(x), L.Fill(y)));
                Same(x / y, L.Divide(L.Fill(x), L.Fill(y)));
                Same(T.FusedMultiplyAdd(x, y, z), L.MultiplyAdd(L.Fill(x), L.Fill(y), L.Fill(z)));
                Same(T.FusedMultiplyAdd(-x, y, z), L.NegateMultiplyAdd(L.Fill(x), L.Fill(y), L.Fill(z)));
                SameBits(x < y ? -1 : 0, L.LessThan(L.Fill(x), L.Fill(y)));
                SameBits(x <= y ? -1 : 0, L.LessThanOrEqual(L.Fill(x), L.Fill(y)));
                SameBits(x == y ? -1 : 0, L.AreEqual(L.Fill(x), L.Fill(y)));

                // Not defined: NaN on the left alone, and zeros of both signs.
                if (T.IsNaN(x) && !T.IsNaN(y)) continue;
                if (T.IsZero(x) && T.IsZero(y) && T.IsNegative(x) != T.IsNegative(y)) continue;
                Same(T.IsNaN(y) || y < x ? y : x, L.Min(L.Fill(x), L.Fill(y)));
                Same(T.IsNaN(y) || y > x ? y : x, L.Max(L.Fill(x), L.Fill(y)));
            }

            Same(-x, L.Negate(L.Fill(x)));
            Same(T.Abs(x), L.Abs(L.Fill(x)));
            Same(T.Sqrt(x), L.Sqrt(L.Fill(x)));
        }

        foreach (double number in (double[])[1, 0.75, 1.4999, 1.5, 1.9999, 0.1, 1e30, 1e-30])
        {
            SplitsOff(T.CreateChecked(number));
        }

        // Subnormal ones, with significands on both sides of 3/2.
        foreach (int number in (int[])[1, 2, 3, 5, 6, 11, 12, 1000]) SplitsOff(T.CreateChecked(number) * T.Epsilon);
        foreach (T x in (T[])[T.Zero, T.NegativeZero, T.PositiveInfinity])
        {
            Same(T.One, L.Significand(L.Fill(x), out V exponent));
            Same(T.IsZero(x) ? T.NegativeInfinity : x, exponent);
            Same(T.One, PowerOfTwo.Split<T, V, L>(L.Fill(x), out exponent));
            Same(T.IsZero(x) ? T.NegativeInfinity : x, exponent);
        }

        foreach (T x in (T[])[T.NaN, -T.One, -T.Epsilon, T.NegativeInfinity])
        {
            V significand = L.Significand(L.Fill(x), out V exponent);
            Same(T.NaN, L.Add(significand, exponent));
            significand = PowerOfTwo.Split<T, V, L>(L.Fill(x), out exponent);
            Same(T.NaN, L.Add(significand, exponent));
        }

        double most = sizeof(T) == 4 ? 126 : 1022;
        foreach (double exponent in (double[])[0, 1, -1, 3.75, -3.25, most, most + 1, most + 74, -most, -most - 1, -most - 4, -most - 23, -most - 74])
        {
            foreach (double value in (double[])[1.37, Math.ScaleB(1.37, -60), Math.ScaleB(1.37, 65)]) Scales(T.CreateChecked(value), exponent, most + 50);
        }

        // Powers that a table holds times 2^64.
        for (int exponent = -166; exponent <= 62; exponent++) Scales(T.CreateChecked(Math.ScaleB(1.37, 64)), exponent, most + 50);
    }

    private static void Scales(T x, double exponent, double exponentBeside)
    {
        T whole = T.CreateChecked(Math.Floor(exponent));
        T expected = T.ScaleB(x, (int)Math.Floor(exponent));
        Same(expected, L.ScaleByPowerOfTwo(L.Fill(x), L.Fill(T.CreateChecked(exponent))));

        // What processors without an instruction for it run: the way depends on the other lanes, the result does not.
        Same(expected, PowerOfTwo.Scale<T, V, L>(L.Fill(x), L.Fill(whole)));
        V mask = L.FirstLanes(L.Count - 1);
        V exponents = L.Select(mask, L.Fill(whole), L.Fill(T.CreateChecked(exponentBeside)));
        Same(expected, L.Select(mask, PowerOfTwo.Scale<T, V, L>(L.Fill(x), exponents), L.Fill(expected)));
    }

    private static void SplitsOff(T x)
    {
        int whole = T.ILogB(x);
        T expected = T.ScaleB(x, -whole);
        if (expected >= T.CreateChecked(1.5)) (whole, expected) = (whole + 1, expected / T.CreateChecked(2));
        Same(expected, L.Significand(L.Fill(x), out V exponent));
        Same(T.CreateChecked(whole), exponent);

        // What processors without an instruction for it run.
        Same(expected, PowerOfTwo.Split<T, V, L>(L.Fill(x), out exponent));
        Same(T.CreateChecked(whole), exponent);
    }

    private static void CheckBits()
    {
        const long Left = 0x0123456789ABCDEF, Right = 0x0F0F0F0F12345678;
        SameBits(Left & Right, L.And(L.FillBits(Left), L.FillBits(Right)));
        SameBits(Left | Right, L.Or(L.FillBits(Left), L.FillBits(Right)));
        SameBits(Left ^ Right, L.Xor(L.FillBits(Left), L.FillBits(Right)));
        SameBits(Left + Right, L.AddBits(L.FillBits(Left), L.FillBits(Right)));
        SameBits(Left - Right, L.SubtractBits(L.FillBits(Left), L.FillBits(Right)));
        SameBits(Left << 7, L.ShiftLeftBits(L.FillBits(Left), 7));
        SameBits(sizeof(T) == 4 ? unchecked((uint)Left) >> 7 : Left >>> 7, L.ShiftRightBits(L.FillBits(Left), 7));
        Assert.False(L.Any(L.Zero));
        Assert.True(L.Any(L.FirstLanes(1)));
        Assert.False(L.All(L.Zero));
        Assert.False(L.All(L.FirstLanes(L.Count - 1)));
        Assert.True(L.All(L.FirstLanes(L.Count)));
    }

    private static void CheckMasks()
    {
        T[] source = Draw(L.Count, 1), stored = new T[L.Count];
        using var from = new GuardedMemory<T>(L.Count);
        using var to = new GuardedMemory<T>(L.Count);
        for (int count = 0; count <= L.Count; count++)
        {
            V mask = L.FirstLanes(count), one = L.Fill(T.One);
            from.Take(source.AsSpan(0, count));
            to.Take(count);
            L.StoreMasked(L.LoadMasked(from.Pointer, mask), to.Pointer, mask);
            Assert.Equal(source[..count], to.Span.ToArray());
            to.AssertUntouchedOutside();
            to.Take(count, atEnd: false);
            L.StoreMasked(one, to.Pointer, mask);
            Assert.False(to.Span.ContainsAnyExcept(T.One));
            to.AssertUntouchedOutside();
            fixed (T* lanes = stored)
            {
                V loaded = L.LoadMasked(from.Pointer, mask);
                L.Store(loaded, lanes);
                for (int i = 0; i < L.Count; i++) Assert.Equal(i < count ? source[i] : T.Zero, stored[i]);
                L.Store(L.Select(mask, one, L.Fill(T.NegativeOne)), lanes);
                for (int i = 0; i < L.Count; i++) Assert.Equal(i < count ? T.One : T.NegativeOne, stored[i]);
            }
        }
    }

    private static void CheckAcross()
    {
        T[] values = Draw(4 * L.Count, 2), sums = new T[6];
        Array.Fill(sums, T.NaN);
        fixed (T* x = values, to = sums)
        {
            V a = L.Load(x), b = L.Load(x + L.Count), c = L.Load(x + (2 * L.Count)), d = L.Load(x + (3 * L.Count));
            L.StoreSums(a, b, c, d, to + 1);
            Assert.Equal([T.NaN, L.Sum(a), L.Sum(b), L.Sum(c), L.Sum(d), T.NaN], sums);
            Assert.Equal(values[..L.Count].Max(), L.MaxAcross(a));
            T[] halves = values[..L.Count];
            for (int left = L.Count / 2; left > 0; left /= 2)
            {
                for (int i = 0; i < left; i++) halves[i] += halves[i + left];
            }

            Assert.Equal(halves[0], L.Sum(a));
        }
    }

    private static void CheckTransposition()
    {
        const int Stride = 19, Gap = 21;
        T[] source = Draw(L.Count * Stride, 3), columns = new T[L.Count * Gap];
        fixed (T* from = source, to = columns)
        {
            L.TransposeSquare(from, Stride, to, Gap);
            for (int i = 0; i < L.Count; i++)
            {
                for (int j = 0; j < Gap; j++) Assert.Equal(j < L.Count ? source[(j * Stride) + i] : T.Zero, columns[(i * Gap) + j]);
            }

            Array.Clear(columns);
            L.StoreTransposed(L.Load(from), L.Load(from + 1), L.Load(from + 2), L.Load(from + 3), to, Gap);
            for (int i = 0; i < L.Count; i++)
            {
                for (int j = 0; j < Gap; j++) Assert.Equal(j < 4 ? source[i + j] : T.Zero, columns[(i * Gap) + j]);
            }
        }
    }

    private static void CheckTable()
    {
        if (typeof(T) != typeof(float)) return;

        // All lanes the same, then each another: a lane must not get its neighbour's entry, nor the bits above the fourth count.
        for (int index = 0; index < 40; index++)
        {
            Same(T.CreateChecked(Halves.Entries[index & 15]), L.LookUp<Halves>(L.FillBits(index)));
            Same(T.CreateChecked(Quarters.Entries[index & 7]), L.LookUpEight<Quarters>(L.FillBits(index)));
        }

        int* indices = stackalloc int[16];
        for (int first = 0; first < 48; first++)
        {
            for (int i = 0; i < L.Count; i++) indices[i] = (first + (7 * i)) | (i << 28);
            V found = L.LookUp<Halves>(L.Load((T*)indices)), foundOfEight = L.LookUpEight<Quarters>(L.Load((T*)indices));
            for (int i = 0; i < L.Count; i++)
            {
                Assert.Equal(T.CreateChecked(Halves.Entries[(first + (7 * i)) & 15]), ((T*)&found)[i]);
                Assert.Equal(T.CreateChecked(Quarters.Entries[(first + (7 * i)) & 7]), ((T*)&foundOfEight)[i]);
            }
        }
    }

    private static T[] Draw(int count, ulong seed)
    {
        var values = new T[count];
        new RandomStream(seed).FillUniform<T>(values, -3, 3);
        return values;
    }

    private static void SameBits(long expected, V actual)
    {
        V wanted = L.FillBits(expected);
        Assert.Equal(Convert.ToHexString(new ReadOnlySpan<byte>(&wanted, sizeof(V))), Convert.ToHexString(new ReadOnlySpan<byte>(&actual, sizeof(V))));
    }

    // All NaN are one.
    private static void Same(T expected, V actual)
    {
        foreach (T lane in new ReadOnlySpan<T>(&actual, L.Count))
        {
            bool same = T.IsNaN(expected) ? T.IsNaN(lane) : expected == lane && T.IsNegative(expected) == T.IsNegative(lane);
            Assert.True(same, $"{lane} instead of {expected} in {typeof(L).Name}");
        }
    }

    private readonly struct Halves : ILookUpTable
    {
        public static Vector512<float> Entries =>
            Vector512.Create(1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f, 8.5f, 9.5f, 10.5f, 11.5f, 12.5f, 13.5f, 14.5f, 15.5f, 16.5f);
    }

    private readonly struct Quarters : IEightEntryTable
    {
        public static Vector256<float> Eight => Vector256.Create(1.25f, 2.25f, 3.25f, 4.25f, 5.25f, 6.25f, 7.25f, 8.25f);

        public static Vector512<float> Entries => Vector512.Create(Eight, Eight);
    }
}
