using System.Numerics;

namespace FastNN.Autograd;

/// <summary>Shapes of variables: what stands where.</summary>
/// <remarks>Each records one operation on the tape of its variable unless said otherwise.</remarks>
public static class VariableShapes
{
    /// <summary>Gives the same elements another shape. Nothing is copied.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="shape">The sizes of the axes; one may be -1, which is found from the others.</param>
    /// <returns>A variable of that shape.</returns>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public static Variable<T> Reshape<T>(this Variable<T> x, params ReadOnlySpan<int> shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ReshapeOperation<T>.Record(x, shape);

    /// <summary>Exchanges two axes; without arguments the last two, which transposes matrices.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="first">The one axis; negative counts from the end.</param>
    /// <param name="second">The other.</param>
    /// <returns>The variable with its axes exchanged.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Variable<T> Transpose<T>(this Variable<T> x, int first = -2, int second = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<int> shape = x.Shape;
        int a = Axes.Resolve(first, shape, "transpose"), b = Axes.Resolve(second, shape, "transpose");
        Span<int> order = stackalloc int[shape.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i == a ? b : i == b ? a : i;
        return PermuteOperation<T>.Record(x, order);
    }

    /// <summary>Puts the axes in another order.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="order">For each axis of the result, the axis that it was.</param>
    /// <returns>The variable with its axes in that order.</returns>
    /// <exception cref="ArgumentException">The order does not name each axis once.</exception>
    public static Variable<T> Permute<T>(this Variable<T> x, params ReadOnlySpan<int> order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => PermuteOperation<T>.Record(x, order);

    /// <summary>Takes elements along an axis from a start on, every step-th.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <param name="start">The first element along it.</param>
    /// <param name="count">The number of elements, zero or more.</param>
    /// <param name="step">The distance between them, one or more.</param>
    /// <returns>A variable with <paramref name="count"/> elements along the axis.</returns>
    /// <exception cref="ArgumentOutOfRangeException">They are not all within the axis.</exception>
    public static Variable<T> Slice<T>(this Variable<T> x, int axis, int start, int count, int step = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SliceOperation<T>.Record(x, axis, start, count, step);

    /// <summary>Chooses rows along the first axis by index, any of them any number of times.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="indices">The rows.</param>
    /// <returns>A variable with a row for each index.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static Variable<T> GatherRows<T>(this Variable<T> x, params ReadOnlySpan<int> indices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => GatherRowsOperation<T>.Record(x, indices);

    /// <summary>Chooses rows along the first axis by whole numbers that are values on the tape.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="indices">The rows; a constant.</param>
    /// <returns>A variable with a row for each index.</returns>
    /// <exception cref="ArgumentException">The indices require a gradient, are not whole, or there is no such row.</exception>
    public static Variable<T> GatherRows<T>(this Variable<T> x, Variable<T> indices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => GatherRowsOperation<T>.Record(x, indices);

    /// <summary>Repeats a variable to a larger shape as NumPy broadcasts.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="shape">The shape.</param>
    /// <returns>A variable of that shape.</returns>
    /// <exception cref="ArgumentException">The variable does not broadcast to it.</exception>
    public static Variable<T> BroadcastTo<T>(this Variable<T> x, params ReadOnlySpan<int> shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BroadcastToOperation<T>.Record(x, shape);

    /// <summary>Joins variables along an axis.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="tape">The tape of all parts.</param>
    /// <param name="parts">The parts, at least one; their shapes differ at most along the axis.</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <returns>The parts one after another.</returns>
    /// <exception cref="ArgumentException">The parts do not join, or there are none.</exception>
    public static Variable<T> Concatenate<T>(this Tape<T> tape, ReadOnlySpan<Variable<T>> parts, int axis = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (!parts.IsEmpty) tape.Resolve(parts[0], "concatenate");
        return ConcatenateOperation<T>.Record(parts, axis);
    }
}
