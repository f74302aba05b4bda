using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Kernels.Reductions;

public sealed unsafe class ReductionTests
{
    // Past the block of the pairwise sum at every width, with an odd number of blocks and a rest.
    private static readonly int[] s_lengths = [.. LengthLadder.All, 511, 512, 513, 1023, 1024, 1025, 3 * 1024, (5 * 1024) + 7, 20_001];

    [Fact]
    public void Sums_EveryLengthAndWidth_MatchReferenceInsideGuards()
    {
        float[] left = LengthLadder.ToSingle(LengthLadder.Uniform(20_001, 1));
        float[] right = LengthLadder.ToSingle(LengthLadder.Uniform(20_001, 1, seed: 2));
        using var x = new GuardedMemory<float>(left.Length);
        using var y = new GuardedMemory<float>(left.Length);
        foreach (int length in s_lengths)
        {
            x.Take(left.AsSpan(0, length));
            y.Take(right.AsSpan(0, length), atEnd: false);
            double sum = 0, squares = 0, dot = 0, errors = 0, deviations = 0;
            for (int i = 0; i < length; i++)
            {
                double a = left[i], b = right[i];
                sum += a;
                squares += a * a;
                dot += a * b;
                errors += (a - b) * (a - b);
                deviations += (a - 0.5) * (a - 0.5);
            }

            double tolerance = 1e-6 * (1 + Math.Sqrt(length));
            foreach (InstructionSet width in Widths.All)
            {
                Assert.Equal(sum, Sum(width, default(ElementTerm<float>), x, y), tolerance);
                Assert.Equal(squares, Sum(width, default(SquareTerm<float>), x, y), tolerance * 10);
                Assert.Equal(dot, Sum(width, default(ProductTerm<float>), x, y), tolerance);
                Assert.Equal(errors, Sum(width, default(SquaredErrorTerm<float>), x, y), tolerance * 10);
                Assert.Equal(deviations, Sum(width, new DeviationTerm<float>(0.5f), x, y), tolerance * 10);
            }
        }
    }

    [Fact]
    public void Sum_OfAMillionTenths_KeepsItsDigits()
    {
        var tenths = new float[1_000_000];
        Array.Fill(tenths, 0.1f);
        Assert.Equal(1e6 * 0.1f, FastNN.Kernels.Reductions.Sum<float>(tenths), 0.02);
        Assert.Equal(0.1f, FastNN.Kernels.Reductions.Mean<float>(tenths), 1e-8);
    }

    [Fact]
    public void Variance_OfLargeNumbersCloseTogether_DoesNotCancel()
    {
        double[] x = [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16];
        Assert.Equal(22.5, FastNN.Kernels.Reductions.Variance<double>(x));
        Assert.Equal(30, FastNN.Kernels.Reductions.Variance<double>(x, correction: 1));
        Assert.Equal(5, FastNN.Kernels.Reductions.Norm<double>([3, -4]));
        Assert.Equal(5e-30f, FastNN.Kernels.Reductions.Norm<float>([3e-30f, 4e-30f]), 1e-36f);
        Assert.Equal(5e30f, FastNN.Kernels.Reductions.Norm<float>([3e30f, 4e30f]), 1e24f);
        Assert.Equal(double.PositiveInfinity, FastNN.Kernels.Reductions.Variance<double>([1, 2, 4], correction: 5));
    }

    [Fact]
    public void EmptyBlock_SumsToZeroAndHasNoExtremes()
    {
        Assert.Equal(0, FastNN.Kernels.Reductions.Sum<float>([]));
        Assert.True(double.IsNaN(FastNN.Kernels.Reductions.Mean<double>([])));
        Assert.Throws<ArgumentException>(() => FastNN.Kernels.Reductions.Max<float>([]));
        Assert.Throws<ArgumentException>(() => FastNN.Kernels.Reductions.IndexOfMax<float>([]));
        Assert.Throws<ArgumentException>(() => FastNN.Kernels.Reductions.Dot<float>(new float[2], new float[3]));
    }

    [Fact]
    public void Extremes_EveryLengthAndWidth_AreFirstOfEquals()
    {
        var random = new System.Random(5);
        using var memory = new GuardedMemory<float>(257);
        foreach (int length in LengthLadder.All.Skip(1))
        {
            float[] values = [.. Enumerable.Range(0, length).Select(_ => (float)random.Next(-20, 20) - 100)];
            memory.Take(values, atEnd: length % 2 == 0);
            foreach (InstructionSet width in Widths.All)
            {
                (float max, int indexOfMax) = Extremum<Largest>(width, memory);
                Assert.Equal(values.Max(), max);
                Assert.Equal(Array.IndexOf(values, values.Max()), indexOfMax);
                (float min, int indexOfMin) = Extremum<Smallest>(width, memory);
                Assert.Equal(values.Min(), min);
                Assert.Equal(Array.IndexOf(values, values.Min()), indexOfMin);
            }
        }
    }

    [Fact]
    public void Extremes_WithNaN_GiveTheFirstNaN()
    {
        using var memory = new GuardedMemory<float>(100);
        for (int at = 0; at < 100; at++)
        {
            memory.Take(100).Fill(float.PositiveInfinity);
            memory.Span[at] = float.NaN;
            memory.Span[99] = float.NaN;
            foreach (InstructionSet width in Widths.All)
            {
                (float value, int index) = Extremum<Largest>(width, memory);
                Assert.True(float.IsNaN(value));
                Assert.Equal(at, index);
                Assert.Equal(at, Extremum<Smallest>(width, memory).Index);
            }
        }

        Assert.Equal(float.NegativeInfinity, FastNN.Kernels.Reductions.Max<float>([float.NegativeInfinity]));
    }

    [Fact]
    public void Reductions_AllocateNothing()
    {
        var x = new float[5000];
        float sink = 0;
        Allocations.AssertNone(() =>
        {
            sink += FastNN.Kernels.Reductions.Sum<float>(x) + FastNN.Kernels.Reductions.Norm<float>(x);
            sink += FastNN.Kernels.Reductions.Variance<float>(x);
            sink += FastNN.Kernels.Reductions.IndexOfMax<float>(x) + FastNN.Kernels.Reductions.Dot<float>(x, x);
        });
        Assert.Equal(0, sink);
    }

    private static float Sum<TTerm>(InstructionSet width, TTerm term, GuardedMemory<float> x, GuardedMemory<float> y)
        where TTerm : struct, ITerm<float>
    {
        float sum;
        var kernel = new SumKernel<float, TTerm>
        {
            Term = term,
            Left = x.Pointer,
            Right = TTerm.UsesRight ? y.Pointer : null,
            Rows = 1,
            Columns = x.Span.Length,
            Destination = &sum,
        };
        Widths.Run<float, SumKernel<float, TTerm>>(width, ref kernel);
        return sum;
    }

    private static (float Value, int Index) Extremum<TExtremum>(InstructionSet width, GuardedMemory<float> x)
        where TExtremum : struct, IExtremum
    {
        var kernel = new ExtremumKernel<float, TExtremum> { X = x.Pointer, Count = x.Span.Length };
        Widths.Run<float, ExtremumKernel<float, TExtremum>>(width, ref kernel);
        return (kernel.Value, (int)kernel.Index);
    }
}
