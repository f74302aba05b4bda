using System.Runtime.InteropServices;
using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Kernels.Elementwise;

/// <summary>The direction of loops over maps: when it is backward, and that it changes no bit.</summary>
public sealed unsafe class StrideTests
{
    private const int Page = 4096;

    // The first one goes forward, then backward for the sake of either operand or both, then forward again.
    private static readonly (int X, int Y, int Destination)[] s_places =
        [(64, 64, 2048), (64, 2048, 88), (2048, 64, 572), (64, 88, 112), (128, 160, 64)];

    [Theory]
    [InlineData(0, 0, false)] // the same memory
    [InlineData(0, 4, true)]
    [InlineData(24, 48, true)]
    [InlineData(24, Page + 48, true)]
    [InlineData(Page + 24, 48, true)]
    [InlineData(Page - 8, 16, true)]
    [InlineData(0, 511, true)]
    [InlineData(0, 512, false)]
    [InlineData(48, 24, false)]
    [InlineData(48, (3 * Page) + 24, false)]
    public void RunsAhead_AnyPlaces_LooksAtThePlacesWithinPages(int source, int destination, bool expected)
    {
        byte* block = (byte*)0x10000;
        Assert.Equal(expected, Stride.RunsAhead(block + destination, block + source));
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(7, 8)]
    [InlineData(8, 8)]
    [InlineData(57, 8)]
    [InlineData(4, 1)]
    public void Over_EitherDirection_VisitsEveryWholeRoundOnce(int count, int length)
    {
        foreach (bool backward in new[] { false, true })
        {
            var stride = Stride.Over(count, length, backward);
            var firsts = new List<nint>();
            for (nint first = stride.First; first != stride.Stop; first += stride.Step) firsts.Add(first);
            if (backward) firsts.Reverse();
            Assert.Equal(Enumerable.Range(0, count / length).Select(round => (nint)(round * length)), firsts);
            Assert.Equal(count / length * length, stride.End);
        }
    }

    [Fact]
    public void GoesBackward_ForTheSakeOfEverySource()
    {
        float* block = (float*)0x10000;
        float* ahead = block + Page + 6;
        float* far = block + (Page / 8);
        Assert.True(new MapKernel<float, Exp<float>> { X = block, Destination = ahead }.GoesBackward);
        Assert.False(new MapKernel<float, Exp<float>> { X = ahead, Destination = block }.GoesBackward);
        Assert.False(new MapKernel<float, Exp<float>> { X = block, Destination = block }.GoesBackward);
        Assert.True(new BinaryMapKernel<float, Sum<float>, Overwrite> { Left = block, Right = far, Destination = ahead }.GoesBackward);
        Assert.True(new BinaryMapKernel<float, Sum<float>, Overwrite> { Left = far, Right = block, Destination = ahead }.GoesBackward);
        Assert.False(new BinaryMapKernel<float, Sum<float>, Overwrite> { Left = far, Right = far, Destination = ahead }.GoesBackward);
    }

    // Destinations just ahead of and behind a source's place in its page, of functions that loop by four registers and by one.
    [Fact]
    public void Maps_EveryPlaceLengthAndWidth_GiveTheSameBits()
    {
        AssertSameAtEveryPlace(default(Negation<float>));
        AssertSameAtEveryPlace(default(Exp<float>));
    }

    [Fact]
    public void BinaryMaps_EveryPlaceLengthAndWidth_GiveTheSameBits()
    {
        AssertSameAtEveryPlace<Product<float>, Overwrite>(default);
        AssertSameAtEveryPlace<Product<float>, Accumulate>(default);
        AssertSameAtEveryPlace<ActivationGradient<float, Gelu<float>>, Overwrite>(default);
        AssertSameAtEveryPlace<ActivationGradient<float, Gelu<float>>, Accumulate>(default);
    }

    private static void AssertSameAtEveryPlace<TMap>(TMap map)
        where TMap : struct, IMap<float>
    {
        AssertSameAtEveryPlace((width, x, _, destination, count) =>
        {
            var kernel = new MapKernel<float, TMap> { Map = map, X = x, Destination = destination, Count = count };
            Widths.Run<float, MapKernel<float, TMap>>(width, ref kernel);
        });
    }

    private static void AssertSameAtEveryPlace<TMap, TMode>(TMap map)
        where TMap : struct, IBinaryMap<float>
        where TMode : struct, IWriteMode
    {
        AssertSameAtEveryPlace((width, x, y, destination, count) =>
        {
            var kernel = new BinaryMapKernel<float, TMap, TMode> { Map = map, Left = x, Right = y, Destination = destination, Count = count };
            Widths.Run<float, BinaryMapKernel<float, TMap, TMode>>(width, ref kernel);
        });
    }

    private static void AssertSameAtEveryPlace(Compute compute)
    {
        const int MostCount = 257, Distance = 2 * Page;
        float[] values = LengthLadder.ToSingle(LengthLadder.Uniform(4 * MostCount, 3));
        byte* block = (byte*)NativeMemory.AlignedAlloc(5 * Distance, Page);
        try
        {
            foreach (InstructionSet width in Widths.All)
            {
                foreach (int count in LengthLadder.All)
                {
                    float[]? expected = null;
                    foreach ((int x, int y, int destination) in s_places)
                    {
                        float* left = (float*)(block + x), right = (float*)(block + Distance + y);
                        float* target = (float*)(block + (2 * Distance) + destination);
                        values.AsSpan(0, count).CopyTo(new Span<float>(left, count));
                        values.AsSpan(MostCount, count).CopyTo(new Span<float>(right, count));
                        var around = new Span<float>(target - 16, count + 32);
                        values.AsSpan(2 * MostCount, count + 32).CopyTo(around);
                        compute(width, left, right, target, count);
                        expected ??= around.ToArray();
                        Assert.True(around.SequenceEqual(expected), $"{width}, {count} elements, places {x}, {y} and {destination}");
                        Assert.Equal(values.AsSpan(2 * MostCount, 16), around[..16]);
                        Assert.Equal(values.AsSpan((2 * MostCount) + 16 + count, 16), around[^16..]);
                    }
                }
            }
        }
        finally
        {
            NativeMemory.AlignedFree(block);
        }
    }

    private delegate void Compute(InstructionSet width, float* x, float* y, float* destination, int count);
}
