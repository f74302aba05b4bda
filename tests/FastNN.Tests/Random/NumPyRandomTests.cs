using FastNN.Random;
using Xunit;

namespace FastNN.Tests.Random;

// Every expected value was printed by NumPy 1.24.2 itself; the tests compare all bits.
public class NumPyRandomTests
{
    public static TheoryData<uint> Seeds => [.. NumPyReference.All.Select(reference => reference.Seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void EveryDraw_ReferenceSeeds_MatchesNumPy(uint seed)
    {
        NumPyReference expected = NumPyReference.All.Single(reference => reference.Seed == seed);
        AssertBits(expected.Samples, Draw(seed, expected.Samples.Length, r => r.RandomSample()));
        AssertBits(expected.Normals, Draw(seed, expected.Normals.Length, r => r.StandardNormal()));
        AssertBits(expected.Uniforms, Draw(seed, expected.Uniforms.Length, r => r.Uniform(-0.5, 0.5)));
        AssertBits(expected.ScaledNormals, Draw(seed, expected.ScaledNormals.Length, r => r.Normal(2, 3)));
        Assert.Equal(expected.Integers, Draw(seed, expected.Integers.Length, r => r.RandInt(0, 100)));
        Assert.Equal(expected.Permutation, new NumPyRandom(seed).Permutation(10));

        string[] letters = ["0", "1", "2", "3", "4", "5", "6"];
        new NumPyRandom(seed).Shuffle<string>(letters);
        Assert.Equal(expected.Shuffled.Select(i => $"{i}"), letters);

        var random = new NumPyRandom(seed);
        for (int i = 0; i < 3; i++) random.StandardNormal();
        AssertBits([expected.SampleAfterThreeNormals], [random.RandomSample()]);
    }

    [Fact]
    public void EveryDraw_LargestSeed_MatchesNumPy()
    {
        AssertBits([0.0976320289940138, 0.9123828453026218, 0.78903530185164], Draw(uint.MaxValue, 3, r => r.RandomSample()));
        AssertBits([0.6484086742306527, 0.6693235306338161, -1.0805437227474493], Draw(uint.MaxValue, 3, r => r.StandardNormal()));
        Assert.Equal([11, 8, 5, 9, 1, 10, 6, 0, 4, 7, 2, 3], new NumPyRandom(uint.MaxValue).Permutation(12));
    }

    [Fact]
    public void Create_ListOfSeeds_MatchesNumPy()
    {
        var random = new NumPyRandom([1, 2, 3]);
        AssertBits([0.6098612722867289, 0.8866970434146851, 0.47633673750662764], Repeat(3, random.RandomSample));
        AssertBits([0.18233569446590048, 0.7913738930191068], Repeat(2, random.StandardNormal));

        // A key longer than the state.
        uint[] key = new uint[700];
        Array.Fill(key, uint.MaxValue);
        random = new NumPyRandom(key);
        AssertBits([0.6589138687221233, 0.6689052658402025, 0.809595995007558], Repeat(3, random.RandomSample));
        Assert.Throws<ArgumentException>(() => new NumPyRandom([]));
    }

    [Fact]
    public void NextUInt32_AuthorsTestKey_MatchesTheirOutput()
    {
        // The first numbers of mt19937ar.out, which comes with the authors' program of 2002.
        var twister = new MersenneTwister([0x123, 0x234, 0x345, 0x456]);
        uint[] drawn = [.. Enumerable.Range(0, 5).Select(_ => twister.NextUInt32())];
        Assert.Equal([1067595299u, 955945823, 477289528, 4107218783, 4228976476], drawn);

        // The 10,000th number from the seed 5489, named by the C++ standard for std::mt19937.
        twister = new MersenneTwister(5489);
        for (int i = 1; i < 10_000; i++) twister.NextUInt32();
        Assert.Equal(4123659995u, twister.NextUInt32());
    }

    [Fact]
    public void EveryDraw_Interleaved_MatchesNumPy()
    {
        var random = new NumPyRandom(7);
        double[] normals = new double[3];
        random.FillNormal<double>(normals);
        AssertBits([1.690525703800356, -0.4659373705408328, 0.0328201636785844], normals);
        AssertBits([0.5011204636599379], [random.RandomSample()]);
        Assert.Equal([5, 5, 3, 2], Repeat(4, () => random.RandInt(-5, 6)));
        AssertBits([1.2037581414982539], [random.Normal(1, 0.5)]);
        Assert.Equal([1, 2, 3, 0, 4], random.Permutation(5));
        AssertBits([-1.6703182654704745], [random.Uniform(-2, 3)]);
        Assert.Equal([2, 7, 1], random.Choice(9, 3, replace: false));
        AssertBits([0.5545803118918878, 0.12388090528703843], Repeat(2, random.StandardNormal));
        Assert.Equal([0, 0, 0], Repeat(3, () => random.RandInt(0, 1)));
        AssertBits([0.2303028790209648], [random.RandomSample()]);
    }

    [Theory]
    [InlineData(0, 1L << 31, new[] { 953453411L, 236996814, 1592283119, 1423042237 })]
    [InlineData(0, (1L << 32) - 1, new[] { 953453411L, 236996814, 3739766767, 3570525885 })]
    [InlineData(0, 1L << 32, new[] { 953453411L, 236996814, 3739766767, 3570525885 })]
    [InlineData(0, (1L << 32) + 1, new[] { 1562238070L, 4206684233, 385778404, 2090094288 })]
    [InlineData(
        long.MinValue,
        long.MaxValue,
        new[] { -5128320818113132338, 6838803925648402109, -5410076705834541962, 7722008223506294857 })]
    public void RandInt_RangesAroundThirtyTwoBits_MatchNumPy(long low, long high, long[] expected) =>
        Assert.Equal(expected, Draw(5, 4, r => r.RandInt(low, high)));

    [Fact]
    public void Choice_EveryKind_MatchesNumPy()
    {
        double[] p = [0.1, 0, 0.3, 0.4, 0.2];
        Assert.Equal([9, 0, 1, 7, 1, 7, 2, 8], new NumPyRandom(11).Choice(10, 8));
        Assert.Equal([7, 8, 2, 6, 4, 5, 1, 3], new NumPyRandom(11).Choice(10, 8, replace: false));
        Assert.Equal([2, 0, 3, 3, 3, 3, 0, 3, 4, 4], new NumPyRandom(11).Choice(p, 10));
        int[][] withoutReplacement = [[3, 2, 4, 0], [3, 0, 2, 4], [3, 0, 2, 4], [3, 2, 4, 0], [4, 3, 2, 0], [2, 4, 3, 0]];
        for (int seed = 0; seed < withoutReplacement.Length; seed++)
            Assert.Equal(withoutReplacement[seed], new NumPyRandom((uint)seed).Choice(p, 4, replace: false));

        var random = new NumPyRandom(12);
        double[] rising = [.. Enumerable.Range(1, 100).Select(i => i / 5050.0)];
        Assert.Equal(
            [38, 85, 51, 72, 11, 95, 94, 17, 97, 36, 53, 77, 92, 4, 74, 69, 87, 39, 83, 13], random.Choice(rising, 20, replace: false));
        AssertBits([0.13521017836911686], [random.RandomSample()]);
        Assert.Empty(random.Choice(p, 0));
    }

    [Fact]
    public void FillNormal_Float_RoundsNumPysDoubles()
    {
        float[] values = new float[3];
        new NumPyRandom(1).FillNormal<float>(values);
        Assert.Equal([1.6243454217910767f, -0.6117563843727112f, -0.5281717777252197f], values);
        new NumPyRandom(1).FillUniform<float>(values, 0, 1);
        Assert.Equal([0.417022004702574f, 0.7203244934421581f, 0.00011437481734488664f], values);
    }

    [Fact]
    public void EveryDraw_ImpossibleArguments_AreRefused()
    {
        var random = new NumPyRandom(0);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.RandInt(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Normal(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Uniform(0, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Uniform(double.MinValue, double.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Permutation(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Choice(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Choice(3, 4, replace: false));
        Assert.Throws<ArgumentException>("probabilities", () => random.Choice([0.5, 0.6], 1));
        Assert.Throws<ArgumentException>("probabilities", () => random.Choice([1.5, -0.5], 1));
        Assert.Throws<ArgumentException>(() => random.Choice([double.NaN, 1], 1));
        Assert.Throws<ArgumentException>(() => random.Choice([], 1));
        Assert.Throws<ArgumentException>("probabilities", () => random.Choice([1, 0], 2, replace: false));
    }

    private static T[] Draw<T>(uint seed, int count, Func<NumPyRandom, T> draw)
    {
        var random = new NumPyRandom(seed);
        return Repeat(count, () => draw(random));
    }

    private static T[] Repeat<T>(int count, Func<T> draw)
    {
        var drawn = new T[count];
        foreach (ref T value in drawn.AsSpan()) value = draw();
        return drawn;
    }

    private static void AssertBits(double[] expected, double[] actual) =>
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
}
