using System.Numerics;

namespace FastNN.Autograd;

/// <summary>A point at which a function of variables is differentiated: values with their shape. Numbers, vectors and matrices convert to it.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public readonly struct Argument<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _values;
    private readonly int[] _shape;

    /// <summary>Creates a point.</summary>
    /// <param name="values">The elements, row-major; they are copied.</param>
    /// <param name="shape">The sizes of the axes; none for a scalar.</param>
    /// <exception cref="ArgumentException">The shape has not as many elements.</exception>
    public Argument(ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
    {
        int count = Axes.Count(shape, Axes.All(shape.Length));
        if (count != values.Length)
        {
            throw new ArgumentException($"an argument of shape {ShapeText.Of(shape)} needs {count} values, got {values.Length}", nameof(values));
        }

        _values = values.ToArray();
        _shape = shape.ToArray();
    }

    /// <summary>Gets the elements, row-major.</summary>
    public ReadOnlySpan<T> Values => _values;

    /// <summary>Gets the sizes of the axes.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>Makes a scalar.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Argument<T>(T value) => new([value]);

    /// <summary>Makes a vector.</summary>
    /// <param name="values">The elements.</param>
    public static implicit operator Argument<T>(T[] values) => new(values, values.Length);

    /// <summary>Makes a matrix.</summary>
    /// <param name="values">The elements.</param>
    public static implicit operator Argument<T>(T[,] values)
    {
        var flat = new T[values.Length];
        for (int i = 0; i < flat.Length; i++) flat[i] = values[i / values.GetLength(1), i % values.GetLength(1)];
        return new Argument<T>(flat, values.GetLength(0), values.GetLength(1));
    }

    /// <summary>Puts the point on a tape as a leaf.</summary>
    internal Variable<T> On(Tape<T> tape) => _shape.Length == 0 ? tape.Leaf(_values[0]) : tape.Leaf(_values, _shape);
}
