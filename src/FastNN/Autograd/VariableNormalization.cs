using System.Numerics;
using FastNN.Random;

namespace FastNN.Autograd;

/// <summary>Softmax, layer and batch normalisation of variables, and dropout.</summary>
/// <remarks>Each records one operation on the tape of its variable unless said otherwise.</remarks>
public static class VariableNormalization
{
    /// <summary>Computes the softmax along an axis.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Softmax<T>(this Variable<T> x, int axis = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SoftmaxOperation<T>.Record(x, axis);

    /// <summary>Computes the logarithm of the softmax along an axis, exact where probabilities round to 0.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> LogSoftmax<T>(this Variable<T> x, int axis = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LogSoftmaxOperation<T>.Record(x, axis);

    /// <summary>
    /// Normalises along the last axis: <c>(x − m) / √(v + ε)·weight + bias</c>, with m and v mean and variance of each row. Records three
    /// operations.
    /// </summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="weight">The factors, [features].</param>
    /// <param name="bias">The summands, [features].</param>
    /// <param name="epsilon">What is added to the variance, more than 0.</param>
    /// <returns>A variable of the same shape.</returns>
    /// <exception cref="ArgumentException">There is no axis of features, weight or bias has another shape, or epsilon is not above 0.</exception>
    /// <remarks>Source: J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer normalization", 2016.</remarks>
    public static Variable<T> LayerNorm<T>(this Variable<T> x, Variable<T> weight, Variable<T> bias, double epsilon = 1e-5)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<int> shape = x.Shape;
        if (shape.IsEmpty) throw new ArgumentException("layer norm: a scalar, of shape [], has no features; reshape it", nameof(x));
        RequireNormalization("layer norm", shape[^1], weight, bias, epsilon);
        return (StandardizeOperation<T>.Record(x, 1u << (shape.Length - 1), T.CreateChecked(epsilon)) * weight) + bias;
    }

    /// <summary>
    /// Normalises each feature, along axis 1, over all other axes: <c>(x − m) / √(v + ε)·weight + bias</c>. Records three operations and,
    /// with more than two axes, two reshapes.
    /// </summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="weight">The factors, [features].</param>
    /// <param name="bias">The summands, [features].</param>
    /// <param name="epsilon">What is added to the variance, more than 0.</param>
    /// <returns>A variable of the same shape.</returns>
    /// <exception cref="ArgumentException">There is no axis of features, weight or bias has another shape, or epsilon is not above 0.</exception>
    /// <remarks>Mean and variance are those of the batch, the variance with correction 0. Source: S. Ioffe, C. Szegedy, "Batch normalization", 2015.</remarks>
    public static Variable<T> BatchNorm<T>(this Variable<T> x, Variable<T> weight, Variable<T> bias, double epsilon = 1e-5)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<int> shape = x.Shape;
        if (shape.Length < 2) throw new ArgumentException($"batch norm: shape {ShapeText.Of(shape)} has no axis 1 of features; reshape it", nameof(x));
        RequireNormalization("batch norm", shape[1], weight, bias, epsilon);
        if (shape.Length > 2)
        {
            Span<int> perFeature = stackalloc int[shape.Length - 1];
            perFeature.Fill(1);
            perFeature[0] = shape[1];
            weight = weight.Reshape(perFeature);
            bias = bias.Reshape(perFeature);
        }

        return (StandardizeOperation<T>.Record(x, Axes.All(shape.Length) & ~2u, T.CreateChecked(epsilon)) * weight) + bias;
    }

    /// <summary>Drops elements at random and scales the others so that the expectation stays. For training; leave it out elsewhere.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="rate">The probability of dropping an element, from 0 to below 1.</param>
    /// <param name="random">The source of randomness.</param>
    /// <returns>A variable of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range.</exception>
    public static Variable<T> Dropout<T>(this Variable<T> x, double rate, RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DropoutOperation<T>.Record(x, rate, random);

    private static void RequireNormalization<T>(string use, int features, Variable<T> weight, Variable<T> bias, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!weight.Shape.SequenceEqual([features]) || !bias.Shape.SequenceEqual([features]))
        {
            throw new ArgumentException(
                $"{use}: for {features} features weight and bias of shape [{features}] are needed, got {ShapeText.Of(weight)} and "
                + $"{ShapeText.Of(bias)}; reshape them");
        }

        if (T.CreateTruncating(epsilon) > T.Zero && T.IsFinite(T.CreateTruncating(epsilon))) return;
        throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, $"{use}: epsilon must be above 0 and finite as {typeof(T).Name}, got {epsilon}");
    }
}
