using System.Numerics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Computes the cross-entropy of the softmax of rows of logits, and its gradient.</summary>
/// <remarks>
/// Losses are <c>ln(sum(e^(z - m))) - (z_target - m)</c>, m the row's largest logit, never the logarithm of a rounded zero. A row
/// whose largest logit is not finite gives NaN. Nothing is allocated; any number of threads may call.
/// </remarks>
public static unsafe class RowLosses
{
    /// <summary>Computes the cross-entropy of every row for a target class.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="logits">The logits, rows x columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns, one per class.</param>
    /// <param name="classes">One class index per row: a whole number from 0 to columns - 1.</param>
    /// <param name="losses">Receives one loss per row.</param>
    /// <param name="probabilities">Receives the softmax of the logits, rows x columns, for the gradient; empty if it is not wanted.</param>
    /// <exception cref="ArgumentException">
    /// A block has not the size that the matrix needs, a class does not exist, or blocks overlap that must not.
    /// </exception>
    public static void SoftmaxCrossEntropy<T>(
        ReadOnlySpan<T> logits, int rows, int columns, ReadOnlySpan<T> classes, Span<T> losses, Span<T> probabilities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require(logits, rows, columns, classes, nameof(classes), losses, probabilities);
        RequireClasses(classes, rows, columns);
        Operands.RequireSameOrApart(classes, nameof(classes), losses, nameof(losses));
        fixed (T* logitsPointer = logits, targets = classes, lossesPointer = losses, probabilitiesPointer = probabilities)
        {
            Run(logitsPointer, rows, columns, targets, dense: false, lossesPointer, probabilitiesPointer);
        }
    }

    /// <summary>Computes the cross-entropy of every row for target probabilities, <c>sum(t * (ln(sum(e^(z - m))) - (z - m)))</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="logits">The logits, rows x columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns, one per class.</param>
    /// <param name="targets">The target probabilities, rows x columns; where one is zero its logit counts for nothing.</param>
    /// <param name="losses">Receives one loss per row.</param>
    /// <param name="probabilities">Receives the softmax of the logits, rows x columns, for the gradient; empty if it is not wanted.</param>
    /// <exception cref="ArgumentException">A block has not the size that the matrix needs, or blocks overlap.</exception>
    public static void SoftmaxCrossEntropyDense<T>(
        ReadOnlySpan<T> logits, int rows, int columns, ReadOnlySpan<T> targets, Span<T> losses, Span<T> probabilities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require(logits, rows, columns, targets, nameof(targets), losses, probabilities);
        Operands.RequireMatrix(targets, nameof(targets), rows, columns);
        Operands.RequireApart(targets, nameof(targets), losses, nameof(losses));
        fixed (T* logitsPointer = logits, targetsPointer = targets, lossesPointer = losses, probabilitiesPointer = probabilities)
        {
            Run(logitsPointer, rows, columns, targetsPointer, dense: true, lossesPointer, probabilitiesPointer);
        }
    }

    /// <summary>Computes the gradient of the cross-entropy by the logits for target classes, <c>(p - t) * scale</c>, t one-hot.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="probabilities">The softmax of the logits, rows x columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns, one per class.</param>
    /// <param name="classes">One class index per row: a whole number from 0 to columns - 1.</param>
    /// <param name="scale">The weight of each loss, such as one over the number of rows.</param>
    /// <param name="destination">Receives the gradient, rows x columns; may be <paramref name="probabilities"/>.</param>
    /// <param name="accumulate">Whether to add to the destination instead of overwriting it.</param>
    /// <exception cref="ArgumentException">
    /// A block has not the size that the matrix needs, a class does not exist, or blocks overlap that must not.
    /// </exception>
    public static void SoftmaxCrossEntropyGradient<T>(
        ReadOnlySpan<T> probabilities,
        int rows,
        int columns,
        ReadOnlySpan<T> classes,
        T scale,
        Span<T> destination,
        bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Operands.RequireMatrix(probabilities, nameof(probabilities), rows, columns);
        Operands.RequireMatrix<T>(destination, nameof(destination), rows, columns);
        Operands.RequireSameOrApart(probabilities, nameof(probabilities), destination, nameof(destination));
        RequireClasses(classes, rows, columns);
        Operands.RequireApart(classes, nameof(classes), destination, nameof(destination));
        fixed (T* source = probabilities, targets = classes, target = destination)
        {
            Gradient(source, rows, columns, targets, scale, target, accumulate);
        }
    }

    /// <summary>Computes the gradient of the cross-entropy by the logits for target probabilities, <c>(p - t) * scale</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="probabilities">The softmax of the logits, rows x columns.</param>
    /// <param name="targets">The target probabilities, as many; those of a row must add up to 1.</param>
    /// <param name="scale">The weight of each loss, such as one over the number of rows.</param>
    /// <param name="destination">Receives the gradient, as many; may be an operand.</param>
    /// <param name="accumulate">Whether to add to the destination instead of overwriting it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap without being the same.</exception>
    public static void SoftmaxCrossEntropyDenseGradient<T>(
        ReadOnlySpan<T> probabilities, ReadOnlySpan<T> targets, T scale, Span<T> destination, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Run(
            new ScaledDifference<T>(scale), probabilities, nameof(probabilities), targets, nameof(targets), destination, accumulate);

    /// <summary>Checks that every element is a class index: a whole number from 0 to <paramref name="columns"/> - 1.</summary>
    internal static void RequireClasses<T>(ReadOnlySpan<T> classes, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Operands.RequireLength(classes, nameof(classes), rows, "one per row");
        T count = T.CreateTruncating(columns);
        for (int row = 0; row < classes.Length; row++)
        {
            T value = classes[row];
            if (!(value >= T.Zero && value < count && T.IsInteger(value)))
            {
                throw new ArgumentException(
                    $"The class of row {row} is {value}; it must be a whole number from 0 to {columns - 1}.", nameof(classes));
            }
        }
    }

    /// <summary>Computes losses and, unless null, probabilities; classes must have been checked by <see cref="RequireClasses"/>.</summary>
    internal static void Run<T>(T* logits, nint rows, nint columns, T* targets, bool dense, T* losses, T* probabilities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = new SoftmaxCrossEntropyKernel<T>
        {
            Logits = logits,
            Rows = rows,
            Columns = columns,
            Targets = targets,
            Dense = dense,
            Losses = losses,
            Probabilities = probabilities,
        };
        Dispatch.Run<T, SoftmaxCrossEntropyKernel<T>>(ref kernel);
    }

    /// <summary>Computes the gradient for classes, which must have been checked by <see cref="RequireClasses"/>.</summary>
    internal static void Gradient<T>(T* probabilities, nint rows, nint columns, T* classes, T scale, T* destination, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // (p - 1) is exact for p from a half up and then rounds once, which p * scale - scale would not.
        if (!accumulate && probabilities != destination)
        {
            Scaled(probabilities, scale, destination, rows * columns, accumulate: false);
            for (nint row = 0; row < rows; row++)
            {
                nint index = (row * columns) + int.CreateTruncating(classes[row]);
                destination[index] = (probabilities[index] - T.One) * scale;
            }

            return;
        }

        for (nint row = 0; row < rows; row++)
        {
            nint index = (row * columns) + int.CreateTruncating(classes[row]);
            T probability = probabilities[index];
            T before = destination[index];
            T value = (probability - T.One) * scale;
            Scaled(probabilities + (row * columns), scale, destination + (row * columns), columns, accumulate);
            destination[index] = accumulate ? before + value : value;
        }
    }

    private static void Scaled<T>(T* x, T scale, T* destination, nint count, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (accumulate) Map.Run(new ScaledSum<T>(scale), destination, x, destination, count);
        else Map.Run(new Scaling<T>(scale), x, destination, count);
    }

    private static void Require<T>(
        ReadOnlySpan<T> logits, int rows, int columns, ReadOnlySpan<T> targets, string targetsName, Span<T> losses, Span<T> probabilities)
        where T : unmanaged
    {
        Operands.RequireMatrix(logits, nameof(logits), rows, columns);
        Operands.RequireLength<T>(losses, nameof(losses), rows, "one per row");
        Operands.RequireApart(logits, nameof(logits), losses, nameof(losses));
        if (probabilities.IsEmpty) return;
        Operands.RequireMatrix<T>(probabilities, nameof(probabilities), rows, columns);
        Operands.RequireApart(logits, nameof(logits), probabilities, nameof(probabilities));
        Operands.RequireApart(targets, targetsName, probabilities, nameof(probabilities));
        Operands.RequireApart<T>(losses, nameof(losses), probabilities, nameof(probabilities));
    }
}
