using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Kernels.Elementwise;

public sealed unsafe class MapTests
{
    public static TheoryData<string> Names => MapCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_EveryLengthAndWidth_MatchesReferenceInsideGuards(string name)
    {
        MapCase map = MapCases.Get(name);
        float[] values = LengthLadder.ToSingle(LengthLadder.Uniform(257, 12));
        using var source = new GuardedMemory<float>(257);
        using var target = new GuardedMemory<float>(257);
        foreach (int length in LengthLadder.All)
        {
            float[]? first = null;
            foreach (InstructionSet width in Widths.All)
            {
                bool atEnd = (length & 1) == 0 || length > 200;
                source.Take(values.AsSpan(0, length), atEnd);
                target.Take(length, !atEnd);
                map.Run(width, source.Pointer, target.Pointer, length);
                source.AssertUntouchedOutside();
                target.AssertUntouchedOutside();
                float[] separate = target.Span.ToArray();
                map.Run(width, source.Pointer, source.Pointer, length);
                source.AssertUntouchedOutside();
                Assert.Equal(separate, source.Span.ToArray());

                // The same operations in the same order: the same bits at every width.
                if (first == null)
                {
                    first = separate;
                    for (int i = 0; i < length; i++) Assert.InRange(Ulp.Error(first[i], map.Reference(values[i])), 0, 2);
                }

                Assert.Equal(first, separate);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_EveryLengthAndWidth_MatchesReferenceInsideGuards(string name)
    {
        MapCase map = MapCases.Get(name);
        double[] values = LengthLadder.Uniform(257, 12, seed: 2);
        using var source = new GuardedMemory<double>(257);
        using var target = new GuardedMemory<double>(257);
        foreach (int length in LengthLadder.All)
        {
            double[]? first = null;
            foreach (InstructionSet width in Widths.All)
            {
                bool atEnd = (length & 1) == 0 || length > 200;
                source.Take(values.AsSpan(0, length), atEnd);
                target.Take(length, !atEnd);
                map.Run(width, source.Pointer, target.Pointer, length);
                source.AssertUntouchedOutside();
                target.AssertUntouchedOutside();
                double[] separate = target.Span.ToArray();
                map.Run(width, source.Pointer, source.Pointer, length);
                Assert.Equal(separate, source.Span.ToArray());
                first ??= separate;
                Assert.Equal(first, separate);
            }

            if (length < 257) continue;
            for (int i = 0; i < length; i++)
            {
                double expected = map.Reference(values[i]);
                if (double.IsNaN(expected)) Assert.True(double.IsNaN(first![i]));
                else Assert.Equal(expected, first![i], Math.Max(Math.Abs(expected) * 1e-13, 1e-300));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AnyNumber_GivesTheSameBitsBesideAnyOthers_AtEveryWidth(string name)
    {
        // Numbers of every size, most of them beyond where functions change their method, beside such as are not.
        MapCase map = MapCases.Get(name);
        var random = new System.Random(7);
        float[] singles = new float[128];
        double[] doubles = new double[128];
        for (int i = 0; i < 128; i++)
        {
            double near = (random.NextDouble() - 0.5) * 20;
            doubles[i] = i % 2 == 0 ? near : BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            singles[i] = i % 2 == 0 ? (float)near : BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
        }

        AssertAlike(singles, map.Run);
        AssertAlike(doubles, map.Run);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RareArguments_AnywhereInALongBlock_GetWhatTheyGetAlone(string name)
    {
        // Loops that try a short form leave it at such arguments, and come back to it later.
        MapCase map = MapCases.Get(name);
        float[] values = LengthLadder.ToSingle(LengthLadder.Uniform(1200, 12, seed: 3));
        float[] rare = [-1000, 1000, float.NegativeInfinity, float.PositiveInfinity, float.NaN, 0, -0f, 1e-40f, -1e-40f, -88, 88.8f];
        AssertAlike(values, map.Run);
        for (int i = 0; i < rare.Length; i++) values[i * i * 10] = rare[i];
        AssertAlike(values, map.Run);
        for (int i = 0; i < values.Length; i++) values[i] = rare[i % rare.Length];
        AssertAlike(values, map.Run);
    }

    [Fact]
    public void WrongLength_IsRejectedWithBothLengths()
    {
        var error = Assert.Throws<ArgumentException>(() => FastNN.Kernels.Elementwise.Exp<float>(new float[3], new float[4]));
        Assert.Contains("3", error.Message, StringComparison.Ordinal);
        Assert.Contains("4", error.Message, StringComparison.Ordinal);
        Assert.Equal("destination", error.ParamName);
        Assert.Throws<ArgumentException>(() => Arithmetic.Add<double>(new double[3], new double[2], new double[3]));
        Assert.Throws<ArgumentException>(() => Arithmetic.Add<double>(new double[3], new double[3], new double[2]));
    }

    [Fact]
    public void PartialOverlap_InEitherDirection_IsRejected()
    {
        var block = new float[20];
        for (int length = 0; length <= 5; length++)
        {
            for (int source = 0; source <= 10; source++)
            {
                for (int destination = 0; destination <= 10; destination++)
                {
                    (int from, int to, int count) = (source, destination, length);
                    Exception? problem = Record.Exception(() => Activations.Relu<float>(block.AsSpan(from, count), block.AsSpan(to, count)));
                    bool overlaps = from != to && Math.Abs(from - to) < count;
                    if (!overlaps) Assert.Null(problem);
                    else Assert.StartsWith($"destination begins {to - from} elements after x and overlaps it", Assert.IsType<ArgumentException>(problem).Message);
                }
            }
        }
    }

    [Theory]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void NegativeSlope_IsRejected(double slope)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Activations.LeakyRelu(new double[1], slope, new double[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Activations.Elu(new double[1], slope, new double[1]));
    }

    [Fact]
    public void PublicEntries_AllocateNothing()
    {
        float[] x = new float[100];
        double[] y = new double[100];
        Allocations.AssertNone(() =>
        {
            FastNN.Kernels.Elementwise.Exp<float>(x, x);
            FastNN.Kernels.Elementwise.Log<double>(y, y);
            Activations.Sigmoid<float>(x, x);
            Activations.LeakyRelu<double>(y, 0.1, y);
            Arithmetic.AccumulateScaled<float>(x, 0.5f, x);
        });
    }

    private delegate void Block<T>(InstructionSet width, T* x, T* destination, int count)
        where T : unmanaged;

    private static void AssertAlike<T>(T[] values, Block<T> run)
        where T : unmanaged
    {
        T[] results = new T[values.Length];
        fixed (T* x = values, y = results)
        {
            for (int i = 0; i < values.Length; i++) run(InstructionSet.Scalar, x + i, y + i, 1);
            T[] alone = [.. results];
            foreach (InstructionSet width in Widths.All)
            {
                run(width, x, y, values.Length);
                Assert.Equal(alone, results);
            }
        }
    }
}
