using System.Numerics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Computes sums, means, variances and extremes of blocks of numbers.</summary>
/// <remarks>
/// Sums are taken in pairs of blocks, in an order that depends on the number of elements and the register width only, never on
/// threads. Their error grows with the logarithm of that number. Nothing is allocated; any number of threads may call.
/// </remarks>
public static unsafe class Reductions
{
    /// <summary>Computes the sum; 0 for an empty block.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The elements.</param>
    /// <returns>The sum.</returns>
    public static T Sum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SumOf(default(ElementTerm<T>), x, x);

    /// <summary>Computes the arithmetic mean; NaN for an empty block.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The elements.</param>
    /// <returns>The mean.</returns>
    public static T Mean<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sum(x) / T.CreateChecked(x.Length);

    /// <summary>
    /// Computes the variance <c>sum((x - mean)^2) / (n - correction)</c> in two passes, the second one about the mean, so that it
    /// is not a difference of large numbers.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The elements.</param>
    /// <param name="correction">0 for the variance of a population, 1 for the unbiased estimate from a sample.</param>
    /// <returns>The variance; NaN or infinity where there are no more elements than the correction, as in PyTorch.</returns>
    public static T Variance<T>(ReadOnlySpan<T> x, int correction = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        SumOf(new DeviationTerm<T>(Mean(x)), x, x) / T.CreateChecked(Math.Max(0, (long)x.Length - correction));

    /// <summary>Computes the sum of squares.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The elements.</param>
    /// <returns>The sum of squares; it overflows where it exceeds the range of the type.</returns>
    public static T SumOfSquares<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SumOf(default(SquareTerm<T>), x, x);

    /// <summary>Computes the Euclidean norm <c>sqrt(sum(x^2))</c>, also where the squares leave the range of the type.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The elements.</param>
    /// <returns>The norm; infinite where it exceeds the range of the type itself, 0 for an empty block.</returns>
    public static T Norm<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(EuclideanNorm.Of(x));

    /// <summary>Computes the scalar product <c>sum(x * y)</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The left elements.</param>
    /// <param name="y">The right elements, as many.</param>
    /// <returns>The scalar product.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Operands.RequireSameLength(x, nameof(x), y, nameof(y));
        return SumOf(default(ProductTerm<T>), x, y);
    }

    /// <summary>Computes <c>sum((prediction - target)^2)</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="predictions">The predictions.</param>
    /// <param name="targets">The targets, as many.</param>
    /// <returns>The sum of squared errors.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static T SumOfSquaredErrors<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Operands.RequireSameLength(predictions, nameof(predictions), targets, nameof(targets));
        return SumOf(default(SquaredErrorTerm<T>), predictions, targets);
    }

    /// <summary>Finds the smallest element.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The elements.</param>
    /// <returns>The smallest element; NaN if there is one.</returns>
    /// <exception cref="ArgumentException">The block is empty.</exception>
    public static T Min<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Extremum<T, Smallest>(x).Value;

    /// <summary>Finds the largest element.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The elements.</param>
    /// <returns>The largest element; NaN if there is one.</returns>
    /// <exception cref="ArgumentException">The block is empty.</exception>
    public static T Max<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Extremum<T, Largest>(x).Value;

    /// <summary>Finds where the largest element stands, the first one of equals; zeros of both signs are equal.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The elements.</param>
    /// <returns>The index; that of the first NaN if there is one.</returns>
    /// <exception cref="ArgumentException">The block is empty.</exception>
    public static int IndexOfMax<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (int)Extremum<T, Largest>(x).Index;

    /// <summary>Sums terms over a block of memory; <paramref name="right"/> is not read where the term has no right element.</summary>
    internal static T SumOf<T, TTerm>(TTerm term, T* left, T* right, nint count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, ITerm<T>
    {
        T sum;
        SumKernel<T, TTerm> kernel = default;
        kernel.Term = term;
        kernel.Left = left;
        kernel.Right = right;
        kernel.Rows = 1;
        kernel.Columns = count;
        kernel.Destination = &sum;
        Dispatch.Run<T, SumKernel<T, TTerm>>(ref kernel);
        return sum;
    }

    private static T SumOf<T, TTerm>(TTerm term, ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, ITerm<T>
    {
        fixed (T* leftPointer = left, rightPointer = right) return SumOf(term, leftPointer, rightPointer, left.Length);
    }

    private static ExtremumKernel<T, TExtremum> Extremum<T, TExtremum>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TExtremum : struct, IExtremum
    {
        if (x.IsEmpty) throw new ArgumentException("x has 0 elements; it must have at least 1.", nameof(x));
        fixed (T* pointer = x)
        {
            var kernel = new ExtremumKernel<T, TExtremum> { X = pointer, Count = x.Length };
            Dispatch.Run<T, ExtremumKernel<T, TExtremum>>(ref kernel);
            return kernel;
        }
    }
}
