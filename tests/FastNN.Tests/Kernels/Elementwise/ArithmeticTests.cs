using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FastNN.Tests.Kernels.Elementwise;

public sealed unsafe class ArithmeticTests
{
    private static readonly float[] s_left = LengthLadder.ToSingle(LengthLadder.Uniform(257, 3));
    private static readonly float[] s_right = LengthLadder.ToSingle(LengthLadder.Uniform(257, 2, seed: 9));

    [Fact]
    public void Sum_EveryLengthAndWidth_MatchesReference() => AssertMatches(default(Sum<float>), (a, b) => a + b);

    [Fact]
    public void Difference_EveryLengthAndWidth_MatchesReference() => AssertMatches(default(Difference<float>), (a, b) => a - b);

    [Fact]
    public void Product_EveryLengthAndWidth_MatchesReference() => AssertMatches(default(Product<float>), (a, b) => a * b);

    [Fact]
    public void Quotient_EveryLengthAndWidth_MatchesReference() => AssertMatches(default(Quotient<float>), (a, b) => a / b);

    [Fact]
    public void ScaledSum_EveryLengthAndWidth_RoundsOnce() =>
        AssertMatches(new ScaledSum<float>(0.3f), (a, b) => MathF.FusedMultiplyAdd(0.3f, b, a));

    [Fact]
    public void ScaledDifference_EveryLengthAndWidth_MatchesReference() =>
        AssertMatches(new ScaledDifference<float>(0.3f), (a, b) => 0.3f * (a - b));

    [Fact]
    public void PublicEntries_ComputeWhatTheySay()
    {
        double[] x = [1, -2, 3], y = [4, 5, -6], z = new double[3];
        Arithmetic.Add<double>(x, y, z);
        Assert.Equal([5, 3, -3], z);
        Arithmetic.Subtract<double>(x, y, z);
        Assert.Equal([-3, -7, 9], z);
        Arithmetic.Multiply<double>(x, y, z);
        Assert.Equal([4, -10, -18], z);
        Arithmetic.Divide<double>(x, y, z);
        Assert.Equal([0.25, -0.4, -0.5], z);
        Arithmetic.AddScaled<double>(x, y, 2, z);
        Assert.Equal([9, 8, -9], z);
        Arithmetic.Accumulate<double>(x, z);
        Assert.Equal([10, 6, -6], z);
        Arithmetic.AccumulateScaled<double>(x, -2, z);
        Assert.Equal([8, 10, -12], z);
        Arithmetic.AccumulateProduct<double>(x, y, z);
        Assert.Equal([12, 0, -30], z);
        Arithmetic.Scale<double>(x, 3, z);
        Assert.Equal([3, -6, 9], z);
        Arithmetic.Shift<double>(x, 3, z);
        Assert.Equal([4, 1, 6], z);
        Arithmetic.Negate<double>(x, z);
        Assert.Equal([-1, 2, -3], z);
        Arithmetic.Square<double>(x, z);
        Assert.Equal([1, 4, 9], z);
    }

    // The sums of a matrix by rows and by columns agree with one another, whatever its shape.
    [Fact]
    public void RowAndColumnSums_AnyShape_HaveTheSameTotal() => Prop.ForAll(
        Gen.Choose(1, 70).Zip(Gen.Choose(1, 200)).ToArbitrary(),
        shape =>
        {
            (int rows, int columns) = shape;
            double[] x = LengthLadder.Uniform(rows * columns, 1, seed: rows + (1000 * columns));
            double[] byRow = new double[rows], byColumn = new double[columns];
            Rows.Sum<double>(x, rows, columns, byRow);
            Rows.SumColumns<double>(x, rows, columns, byColumn);
            return Math.Abs(byRow.Sum() - byColumn.Sum()) < 1e-10 && Math.Abs(byRow.Sum() - x.Sum()) < 1e-10;
        }).QuickCheckThrowOnFailure();

    private static void AssertMatches<TMap>(TMap map, Func<float, float, float> reference)
        where TMap : struct, IBinaryMap<float>
    {
        using var left = new GuardedMemory<float>(257);
        using var right = new GuardedMemory<float>(257);
        using var target = new GuardedMemory<float>(257);
        foreach (int length in LengthLadder.All)
        {
            float[] expected = [.. s_left.Take(length).Zip(s_right, reference)];
            foreach (InstructionSet width in Widths.All)
            {
                left.Take(s_left.AsSpan(0, length), atEnd: length % 2 == 0);
                right.Take(s_right.AsSpan(0, length));
                target.Take(length, atEnd: length % 3 == 0);
                Run<TMap, Overwrite>(width, map, left, right, target);
                Assert.Equal(expected, target.Span.ToArray());
                target.AssertUntouchedOutside();
                Run<TMap, Accumulate>(width, map, left, right, target);
                Assert.Equal(expected.Select(value => value + value), target.Span.ToArray());
                target.AssertUntouchedOutside();
                Run<TMap, Overwrite>(width, map, left, right, right);
                Assert.Equal(expected, right.Span.ToArray());
                right.AssertUntouchedOutside();
            }
        }
    }

    private static void Run<TMap, TMode>(
        InstructionSet width, TMap map, GuardedMemory<float> left, GuardedMemory<float> right, GuardedMemory<float> target)
        where TMap : struct, IBinaryMap<float>
        where TMode : struct, IWriteMode
    {
        var kernel = new BinaryMapKernel<float, TMap, TMode>
        {
            Map = map,
            Left = left.Pointer,
            Right = right.Pointer,
            Destination = target.Pointer,
            Count = target.Span.Length,
        };
        Widths.Run<float, BinaryMapKernel<float, TMap, TMode>>(width, ref kernel);
    }
}
