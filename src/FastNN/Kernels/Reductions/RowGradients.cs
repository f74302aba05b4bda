using System.Numerics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Computes the adjoints of the softmax and its logarithm by rows, from their outputs.</summary>
/// <remarks>A destination may be the same memory as an operand. Nothing is allocated; any number of threads may call.</remarks>
public static unsafe class RowGradients
{
    /// <summary>Computes the adjoint of softmax, <c>y * (g - sum(g * y))</c>, of every row.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="gradient">The gradient g with respect to the output, rows x columns.</param>
    /// <param name="y">The output of softmax, rows x columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="destination">Receives the gradient with respect to the input, rows x columns.</param>
    /// <param name="accumulate">Whether to add to the destination instead of overwriting it.</param>
    /// <exception cref="ArgumentException">
    /// A block has not the size that the matrix needs, or blocks overlap without being the same.
    /// </exception>
    public static void Softmax<T>(
        ReadOnlySpan<T> gradient, ReadOnlySpan<T> y, int rows, int columns, Span<T> destination, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireLike(gradient, y, rows, columns, destination);
        fixed (T* gradientPointer = gradient, yPointer = y, target = destination)
        {
            Run(gradientPointer, yPointer, rows, columns, target, ofLogarithm: false, accumulate);
        }
    }

    /// <summary>Computes the adjoint of the logarithm of softmax, <c>g - e^y * sum(g)</c>, of every row.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="gradient">The gradient g with respect to the output, rows x columns.</param>
    /// <param name="y">The output, the logarithms, rows x columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="destination">Receives the gradient with respect to the input, rows x columns.</param>
    /// <param name="accumulate">Whether to add to the destination instead of overwriting it.</param>
    /// <exception cref="ArgumentException">
    /// A block has not the size that the matrix needs, or blocks overlap without being the same.
    /// </exception>
    public static void LogSoftmax<T>(
        ReadOnlySpan<T> gradient, ReadOnlySpan<T> y, int rows, int columns, Span<T> destination, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireLike(gradient, y, rows, columns, destination);
        fixed (T* gradientPointer = gradient, yPointer = y, target = destination)
        {
            Run(gradientPointer, yPointer, rows, columns, target, ofLogarithm: true, accumulate);
        }
    }

    internal static void Run<T>(T* gradient, T* y, nint rows, nint columns, T* destination, bool ofLogarithm, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (accumulate) Run<T, Accumulate>(gradient, y, rows, columns, destination, ofLogarithm);
        else Run<T, Overwrite>(gradient, y, rows, columns, destination, ofLogarithm);
    }

    private static void Run<T, TMode>(T* gradient, T* y, nint rows, nint columns, T* destination, bool ofLogarithm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMode : struct, IWriteMode
    {
        var kernel = new SoftmaxGradientKernel<T, TMode>
        {
            Gradient = gradient,
            Y = y,
            Rows = rows,
            Columns = columns,
            Destination = destination,
            OfLogarithm = ofLogarithm,
        };
        Dispatch.Run<T, SoftmaxGradientKernel<T, TMode>>(ref kernel);
    }

    private static void RequireLike<T>(ReadOnlySpan<T> gradient, ReadOnlySpan<T> y, int rows, int columns, Span<T> destination)
        where T : unmanaged
    {
        Operands.RequireMatrix(gradient, nameof(gradient), rows, columns);
        Operands.RequireMatrix(y, nameof(y), rows, columns);
        Operands.RequireMatrix<T>(destination, nameof(destination), rows, columns);
        Operands.RequireSameOrApart(gradient, nameof(gradient), destination, nameof(destination));
        Operands.RequireSameOrApart(y, nameof(y), destination, nameof(destination));
    }
}
