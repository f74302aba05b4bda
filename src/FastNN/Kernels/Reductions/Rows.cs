using System.Numerics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Computes sums and softmaxes by the rows of row-major matrices.</summary>
/// <remarks>
/// Every row is computed by itself, so work may be split between rows without changing a bit. A softmax or its logarithm of a row
/// whose largest element is not finite (a NaN, an infinity, or nothing but -inf) is NaN throughout; the log-sum-exp of such a row
/// is NaN with a NaN, else inf with an inf, else -inf. Nothing is allocated; any number of threads may call.
/// </remarks>
public static unsafe class Rows
{
    /// <summary>Computes the sum of every row.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The matrix, rows x columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="destination">Receives one sum per row.</param>
    /// <param name="accumulate">Whether to add to the destination instead of overwriting it.</param>
    /// <exception cref="ArgumentException">A block has not the size that the matrix needs, or they overlap.</exception>
    public static void Sum<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> destination, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Operands.RequireMatrix(x, nameof(x), rows, columns);
        Operands.RequireLength<T>(destination, nameof(destination), rows, "one per row");
        Operands.RequireApart(x, nameof(x), destination, nameof(destination));
        fixed (T* source = x, target = destination) Sum(source, rows, columns, target, accumulate);
    }

    /// <summary>Computes the sum over all rows, one number per column, such as the gradient of a bias.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The matrix, rows x columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="destination">Receives one sum per column.</param>
    /// <param name="accumulate">Whether to add to the destination instead of overwriting it.</param>
    /// <exception cref="ArgumentException">A block has not the size that the matrix needs, or they overlap.</exception>
    public static void SumColumns<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> destination, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Operands.RequireMatrix(x, nameof(x), rows, columns);
        Operands.RequireLength<T>(destination, nameof(destination), columns, "one per column");
        Operands.RequireApart(x, nameof(x), destination, nameof(destination));
        fixed (T* source = x, target = destination) SumColumns(source, rows, columns, target, accumulate);
    }

    /// <summary>Computes the softmax <c>e^(x - m) / sum(e^(x - m))</c> of every row, m its largest element.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The matrix, rows x columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="destination">Receives the softmax, rows x columns; may be <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">
    /// A block has not the size that the matrix needs, or they overlap without being the same.
    /// </exception>
    public static void Softmax<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireLike(x, rows, columns, destination);
        fixed (T* source = x, target = destination) Softmax(source, rows, columns, target);
    }

    /// <summary>Computes the logarithm of the softmax, <c>x - m - ln(sum(e^(x - m)))</c>, of every row, m its largest element.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The matrix, rows x columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="destination">Receives the logarithms, rows x columns; may be <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">
    /// A block has not the size that the matrix needs, or they overlap without being the same.
    /// </exception>
    public static void LogSoftmax<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireLike(x, rows, columns, destination);
        fixed (T* source = x, target = destination) LogSoftmax(source, rows, columns, target);
    }

    /// <summary>Computes <c>ln(sum(e^x))</c> of every row without overflow; -inf for a row without columns.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The matrix, rows x columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="destination">Receives one number per row.</param>
    /// <exception cref="ArgumentException">A block has not the size that the matrix needs, or they overlap.</exception>
    public static void LogSumExp<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Operands.RequireMatrix(x, nameof(x), rows, columns);
        Operands.RequireLength<T>(destination, nameof(destination), rows, "one per row");
        Operands.RequireApart(x, nameof(x), destination, nameof(destination));
        fixed (T* source = x, target = destination)
        {
            var kernel = new LogSoftmaxKernel<T> { X = source, Rows = rows, Columns = columns, LogSums = target };
            Dispatch.Run<T, LogSoftmaxKernel<T>>(ref kernel);
        }
    }

    internal static void Sum<T>(T* x, nint rows, nint columns, T* destination, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = new SumKernel<T, ElementTerm<T>>
        {
            Left = x,
            Right = x,
            Rows = rows,
            Columns = columns,
            Destination = destination,
            Accumulate = accumulate,
        };
        Dispatch.Run<T, SumKernel<T, ElementTerm<T>>>(ref kernel);
    }

    internal static void SumColumns<T>(T* x, nint rows, nint columns, T* destination, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (accumulate)
        {
            var kernel = new ColumnSumKernel<T, Accumulate> { X = x, Rows = rows, Columns = columns, Destination = destination };
            Dispatch.Run<T, ColumnSumKernel<T, Accumulate>>(ref kernel);
        }
        else
        {
            var kernel = new ColumnSumKernel<T, Overwrite> { X = x, Rows = rows, Columns = columns, Destination = destination };
            Dispatch.Run<T, ColumnSumKernel<T, Overwrite>>(ref kernel);
        }
    }

    internal static void Softmax<T>(T* x, nint rows, nint columns, T* destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = new SoftmaxKernel<T> { X = x, Rows = rows, Columns = columns, Destination = destination };
        Dispatch.Run<T, SoftmaxKernel<T>>(ref kernel);
    }

    internal static void LogSoftmax<T>(T* x, nint rows, nint columns, T* destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = new LogSoftmaxKernel<T> { X = x, Rows = rows, Columns = columns, Destination = destination };
        Dispatch.Run<T, LogSoftmaxKernel<T>>(ref kernel);
    }

    private static void RequireLike<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> destination)
        where T : unmanaged
    {
        Operands.RequireMatrix(x, nameof(x), rows, columns);
        Operands.RequireMatrix<T>(destination, nameof(destination), rows, columns);
        Operands.RequireSameOrApart(x, nameof(x), destination, nameof(destination));
    }
}
