using System.Numerics;

namespace FastNN.Autograd;

/// <summary>Reductions of variables over axes.</summary>
/// <remarks>Each records one operation on the tape of its variable unless said otherwise.</remarks>
public static class VariableReductions
{
    /// <summary>Computes the sum over all elements; a sum of nothing is zero.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A scalar.</returns>
    public static Variable<T> Sum<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SumOperation<T>.Record(x, [], keepDims: false);

    /// <summary>Computes the sum over an axis; a sum of nothing is zero.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <param name="keepDims">Whether an axis of one element stays in its place.</param>
    /// <returns>A variable without the axis, or with one of size one.</returns>
    public static Variable<T> Sum<T>(this Variable<T> x, int axis, bool keepDims = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SumOperation<T>.Record(x, [axis], keepDims);

    /// <summary>Computes the sum over axes; a sum of nothing is zero.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axes">The axes; none for all.</param>
    /// <param name="keepDims">Whether axes of one element stay in their places.</param>
    /// <returns>A variable without the axes, or with ones.</returns>
    public static Variable<T> Sum<T>(this Variable<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SumOperation<T>.Record(x, axes, keepDims);

    /// <summary>Computes the mean over all elements; a mean of nothing is NaN.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A scalar.</returns>
    public static Variable<T> Mean<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanOperation<T>.Record(x, [], keepDims: false);

    /// <summary>Computes the mean over an axis; a mean of nothing is NaN.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <param name="keepDims">Whether an axis of one element stays in its place.</param>
    /// <returns>A variable without the axis, or with one of size one.</returns>
    public static Variable<T> Mean<T>(this Variable<T> x, int axis, bool keepDims = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanOperation<T>.Record(x, [axis], keepDims);

    /// <summary>Computes the mean over axes; a mean of nothing is NaN.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axes">The axes; none for all.</param>
    /// <param name="keepDims">Whether axes of one element stay in their places.</param>
    /// <returns>A variable without the axes, or with ones.</returns>
    public static Variable<T> Mean<T>(this Variable<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanOperation<T>.Record(x, axes, keepDims);

    /// <summary>Computes the variance over all elements.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="correction">0 for a population, 1 for the unbiased estimate from a sample.</param>
    /// <returns>A scalar.</returns>
    public static Variable<T> Variance<T>(this Variable<T> x, int correction = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VarianceOperation<T>.Record(x, [], keepDims: false, correction);

    /// <summary>Computes the variance over an axis.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <param name="keepDims">Whether an axis of one element stays in its place.</param>
    /// <param name="correction">0 for a population, 1 for the unbiased estimate from a sample.</param>
    /// <returns>A variable without the axis, or with one of size one.</returns>
    public static Variable<T> Variance<T>(this Variable<T> x, int axis, bool keepDims = false, int correction = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VarianceOperation<T>.Record(x, [axis], keepDims, correction);

    /// <summary>Computes the variance over axes.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axes">The axes; none for all.</param>
    /// <param name="keepDims">Whether axes of one element stay in their places.</param>
    /// <param name="correction">0 for a population, 1 for the unbiased estimate from a sample.</param>
    /// <returns>A variable without the axes, or with ones.</returns>
    public static Variable<T> Variance<T>(this Variable<T> x, ReadOnlySpan<int> axes, bool keepDims = false, int correction = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VarianceOperation<T>.Record(x, axes, keepDims, correction);

    /// <summary>Finds the largest element over all elements; equals share the gradient.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A scalar.</returns>
    public static Variable<T> Max<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MaxOperation<T>.Record(x, [], keepDims: false);

    /// <summary>Finds the largest element over an axis; equals share the gradient.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <param name="keepDims">Whether an axis of one element stays in its place.</param>
    /// <returns>A variable without the axis, or with one of size one.</returns>
    public static Variable<T> Max<T>(this Variable<T> x, int axis, bool keepDims = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MaxOperation<T>.Record(x, [axis], keepDims);

    /// <summary>Finds the largest element over axes; equals share the gradient.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axes">The axes; none for all.</param>
    /// <param name="keepDims">Whether axes of one element stay in their places.</param>
    /// <returns>A variable without the axes, or with ones.</returns>
    public static Variable<T> Max<T>(this Variable<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MaxOperation<T>.Record(x, axes, keepDims);

    /// <summary>Finds the smallest element over all elements; equals share the gradient.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A scalar.</returns>
    public static Variable<T> Min<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MinOperation<T>.Record(x, [], keepDims: false);

    /// <summary>Finds the smallest element over an axis; equals share the gradient.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <param name="keepDims">Whether an axis of one element stays in its place.</param>
    /// <returns>A variable without the axis, or with one of size one.</returns>
    public static Variable<T> Min<T>(this Variable<T> x, int axis, bool keepDims = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MinOperation<T>.Record(x, [axis], keepDims);

    /// <summary>Finds the smallest element over axes; equals share the gradient.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axes">The axes; none for all.</param>
    /// <param name="keepDims">Whether axes of one element stay in their places.</param>
    /// <returns>A variable without the axes, or with ones.</returns>
    public static Variable<T> Min<T>(this Variable<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MinOperation<T>.Record(x, axes, keepDims);

    /// <summary>Computes <c>ln Σ eˣ</c> over all elements without overflow.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A scalar.</returns>
    public static Variable<T> LogSumExp<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LogSumExpOperation<T>.Record(x, [], keepDims: false);

    /// <summary>Computes <c>ln Σ eˣ</c> over an axis without overflow.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <param name="keepDims">Whether an axis of one element stays in its place.</param>
    /// <returns>A variable without the axis, or with one of size one.</returns>
    public static Variable<T> LogSumExp<T>(this Variable<T> x, int axis, bool keepDims = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LogSumExpOperation<T>.Record(x, [axis], keepDims);

    /// <summary>Computes <c>ln Σ eˣ</c> over axes without overflow.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axes">The axes; none for all.</param>
    /// <param name="keepDims">Whether axes of one element stay in their places.</param>
    /// <returns>A variable without the axes, or with ones.</returns>
    public static Variable<T> LogSumExp<T>(this Variable<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LogSumExpOperation<T>.Record(x, axes, keepDims);

    /// <summary>Computes the Euclidean norm <c>√Σ x²</c> over all elements; the gradient at 0 is taken as 0.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A scalar.</returns>
    public static Variable<T> Norm<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => NormOperation<T>.Record(x, [], keepDims: false);

    /// <summary>Computes the Euclidean norm <c>√Σ x²</c> over an axis; the gradient at 0 is taken as 0.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <param name="keepDims">Whether an axis of one element stays in its place.</param>
    /// <returns>A variable without the axis, or with one of size one.</returns>
    public static Variable<T> Norm<T>(this Variable<T> x, int axis, bool keepDims = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => NormOperation<T>.Record(x, [axis], keepDims);

    /// <summary>Computes the Euclidean norm <c>√Σ x²</c> over axes; the gradient at 0 is taken as 0.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axes">The axes; none for all.</param>
    /// <param name="keepDims">Whether axes of one element stay in their places.</param>
    /// <returns>A variable without the axes, or with ones.</returns>
    public static Variable<T> Norm<T>(this Variable<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => NormOperation<T>.Record(x, axes, keepDims);
}
