using System.Numerics;
using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Kernels.Reductions;

/// <summary>Short rows are turned on their side where there are many: each must come out as it does alone, where it is not turned.</summary>
public sealed unsafe class TurnedRowsTests
{
    // More rows than cross-entropy takes at a time, and groups of them and some beyond at every width.
    private const int RowCount = 64 + 37;

    // Beyond the longest rows that are turned at the widest register, three of sixteen elements.
    private const int MostColumns = 51;

    [Fact]
    public void Single_RowsTogether_HaveTheBitsOfEachAlone() => CheckAllShapes<float>();

    [Fact]
    public void Double_RowsTogether_HaveTheBitsOfEachAlone() => CheckAllShapes<double>();

    private static void CheckAllShapes<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var x = new GuardedMemory<T>(RowCount * MostColumns);
        using var y = new GuardedMemory<T>(RowCount * MostColumns);
        using var ones = new GuardedMemory<T>(RowCount);
        for (int columns = 1; columns <= MostColumns; columns++)
        {
            T[] values = Values<T>(columns);
            foreach (InstructionSet width in Widths.All)
            {
                foreach (int rows in (int[])[RowCount, 16, 1 + (columns % 15)])
                {
                    x.Take(values.AsSpan(0, rows * columns), atEnd: columns % 2 == 0);
                    y.Take(rows * columns);
                    ones.Take(rows);
                    CheckSoftmaxes(width, x, y, rows, columns);
                    CheckCrossEntropy(width, x, y, ones, rows, columns);
                    CheckSums(width, x, ones, rows, columns);
                    x.AssertUntouchedOutside();
                    y.AssertUntouchedOutside();
                    ones.AssertUntouchedOutside();
                }
            }
        }
    }

    private static void CheckSoftmaxes<T>(InstructionSet width, GuardedMemory<T> x, GuardedMemory<T> y, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] alone = new T[rows * columns];
        fixed (T* one = alone)
        {
            for (int row = 0; row < rows; row++) Softmax(width, x.Pointer + (row * columns), 1, columns, one + (row * columns));
            Softmax(width, x.Pointer, rows, columns, y.Pointer);
            AssertSameBits(alone, y.Span);

            x.Span.CopyTo(y.Span);
            Softmax(width, y.Pointer, rows, columns, y.Pointer);
            AssertSameBits(alone, y.Span);

            for (int row = 0; row < rows; row++) LogSoftmax(width, x.Pointer + (row * columns), 1, columns, one + (row * columns), null);
            LogSoftmax(width, x.Pointer, rows, columns, y.Pointer, null);
            AssertSameBits(alone, y.Span);
        }
    }

    private static void CheckCrossEntropy<T>(InstructionSet width, GuardedMemory<T> x, GuardedMemory<T> y, GuardedMemory<T> ones, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] targets = [.. Enumerable.Range(0, rows).Select(row => T.CreateChecked(row * 7 % columns))];
        T[] alone = new T[rows], probabilities = new T[rows * columns];
        fixed (T* one = alone, p = probabilities, t = targets)
        {
            foreach ((bool dense, bool stores) in (ReadOnlySpan<(bool, bool)>)[(false, true), (false, false), (true, true), (true, false)])
            {
                // Any numbers will do for probabilities.
                T* target = dense ? x.Pointer : t;
                int targetColumns = dense ? columns : 1;
                for (int row = 0; row < rows; row++)
                {
                    T* storesTo = stores ? p + (row * columns) : null;
                    CrossEntropy(width, x.Pointer + (row * columns), 1, columns, target + (row * targetColumns), dense, one + row, storesTo);
                }

                CrossEntropy(width, x.Pointer, rows, columns, target, dense, ones.Pointer, stores ? y.Pointer : null);
                AssertSameBits(alone, ones.Span);
                if (stores) AssertSameBits(probabilities, y.Span);
            }
        }
    }

    private static void CheckSums<T>(InstructionSet width, GuardedMemory<T> x, GuardedMemory<T> ones, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] alone = new T[rows];
        fixed (T* one = alone)
        {
            for (int row = 0; row < rows; row++) LogSoftmax(width, x.Pointer + (row * columns), 1, columns, null, one + row);
            LogSoftmax(width, x.Pointer, rows, columns, null, ones.Pointer);
            AssertSameBits(alone, ones.Span);

            // Both at once: the log-sum-exp is what it is by itself.
            T[] logarithms = new T[rows * columns];
            fixed (T* logarithm = logarithms) LogSoftmax(width, x.Pointer, rows, columns, logarithm, ones.Pointer);
            AssertSameBits(alone, ones.Span);

            alone.AsSpan().Fill(T.One);
            ones.Span.Fill(T.One);
            for (int row = 0; row < rows; row++) Sum<T, ElementTerm<T>>(width, x.Pointer + (row * columns), 1, columns, one + row, accumulate: true);
            Sum<T, ElementTerm<T>>(width, x.Pointer, rows, columns, ones.Pointer, accumulate: true);
            AssertSameBits(alone, ones.Span);

            for (int row = 0; row < rows; row++) Sum<T, ProductTerm<T>>(width, x.Pointer + (row * columns), 1, columns, one + row, accumulate: false);
            Sum<T, ProductTerm<T>>(width, x.Pointer, rows, columns, ones.Pointer, accumulate: false);
            AssertSameBits(alone, ones.Span);
        }
    }

    [Fact]
    public void RowsOfNothing_AreLeftAlone()
    {
        float x = 1;
        float[] sums = new float[RowCount];
        foreach (InstructionSet width in Widths.All)
        {
            Softmax(width, &x, RowCount, 0, &x);
            LogSoftmax(width, &x, RowCount, 0, &x, null);
            Assert.Equal(1, x);
            fixed (float* sum = sums)
            {
                LogSoftmax(width, &x, RowCount, 0, null, sum);
                Assert.All(sums, value => Assert.Equal(float.NegativeInfinity, value));
                Sum<float, ElementTerm<float>>(width, &x, RowCount, 0, sum, accumulate: false);
                Assert.All(sums, value => Assert.Equal(0, value));
            }
        }
    }

    // Zeros of both signs, and rows that hold an infinity, NaN, or nothing but -inf.
    private static T[] Values<T>(int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = [.. LengthLadder.Uniform(RowCount * columns, 30, seed: columns).Select(T.CreateChecked)];
        values.AsSpan(columns, columns).Fill(T.NegativeZero);
        values.AsSpan(8 * columns, columns).Fill(-T.Epsilon);
        values[9 * columns] = T.Epsilon;
        values.AsSpan(2 * columns, columns).Fill(T.NegativeInfinity);
        values[(5 * columns) - 1] = T.PositiveInfinity;
        values[(6 * columns) - 1] = T.NaN;
        values[7 * columns] = T.NegativeInfinity;
        return values;
    }

    // Which NaN an invalid operation gives is not defined.
    private static void AssertSameBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool isSame = T.IsNaN(expected[i])
                ? T.IsNaN(actual[i])
                : expected[i] == actual[i] && T.IsNegative(expected[i]) == T.IsNegative(actual[i]);
            Assert.True(isSame, $"element {i}: {expected[i]} alone, {actual[i]} together");
        }
    }

    private static void Softmax<T>(InstructionSet width, T* x, int rows, int columns, T* destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = new SoftmaxKernel<T> { X = x, Rows = rows, Columns = columns, Destination = destination };
        Widths.Run<T, SoftmaxKernel<T>>(width, ref kernel);
    }

    private static void LogSoftmax<T>(InstructionSet width, T* x, int rows, int columns, T* destination, T* logSums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = new LogSoftmaxKernel<T> { X = x, Rows = rows, Columns = columns, Destination = destination, LogSums = logSums };
        Widths.Run<T, LogSoftmaxKernel<T>>(width, ref kernel);
    }

    private static void CrossEntropy<T>(InstructionSet width, T* logits, int rows, int columns, T* targets, bool dense, T* losses, T* probabilities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = new SoftmaxCrossEntropyKernel<T>
        {
            Logits = logits, Rows = rows, Columns = columns, Targets = targets, Dense = dense, Losses = losses, Probabilities = probabilities,
        };
        Widths.Run<T, SoftmaxCrossEntropyKernel<T>>(width, ref kernel);
    }

    private static void Sum<T, TTerm>(InstructionSet width, T* x, int rows, int columns, T* destination, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, ITerm<T>
    {
        var kernel = new SumKernel<T, TTerm>
        {
            Left = x, Right = x, Rows = rows, Columns = columns, Destination = destination, Accumulate = accumulate,
        };
        Widths.Run<T, SumKernel<T, TTerm>>(width, ref kernel);
    }
}
