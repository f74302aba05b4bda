using System.Numerics;
using System.Runtime.InteropServices;

namespace FastNN.Serialization;

/// <summary>Holds an array as NumPy stores it: an element type, a shape and the elements in row-major order.</summary>
public sealed class NpyArray
{
    private readonly long[] _shape;
    private readonly byte[] _data;

    /// <summary>Takes elements in the machine's byte order, as many as the shape says.</summary>
    internal NpyArray(NpyType type, long[] shape, byte[] data)
    {
        Type = type;
        _shape = shape;
        _data = data;
    }

    /// <summary>Gets the element type.</summary>
    public NpyType Type { get; }

    /// <summary>Gets the dimensions, outermost first; none for a scalar.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>Gets the number of elements, the product of <see cref="Shape"/>; 1 for a scalar.</summary>
    public int Length => _data.Length / Type.SizeBytes();

    /// <summary>Gets the elements as bytes, in row-major order and the machine's byte order.</summary>
    public ReadOnlySpan<byte> Bytes => _data;

    /// <summary>Creates an array from a copy of elements.</summary>
    /// <typeparam name="T">
    /// <see cref="bool"/>, an integer of 8 to 64 bits, <see cref="Half"/>, <see cref="float"/> or <see cref="double"/>.
    /// </typeparam>
    /// <param name="shape">The dimensions, outermost first; none for a scalar.</param>
    /// <param name="values">The elements in row-major order.</param>
    /// <returns>The array.</returns>
    /// <exception cref="ArgumentException">The shape and the number of elements differ, or there is no such type in the format.</exception>
    public static NpyArray Create<T>(ReadOnlySpan<long> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        NpyType type = CheckShape<T>(shape, values.Length);
        return new NpyArray(type, shape.ToArray(), MemoryMarshal.AsBytes(values).ToArray());
    }

    /// <summary>Gets the elements without a copy.</summary>
    /// <typeparam name="T">The .NET type of <see cref="Type"/>; others are converted by <see cref="CopyTo{T}"/>.</typeparam>
    /// <returns>The elements in row-major order.</returns>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged
    {
        if (NpyTypes.Of<T>() != Type) throw new InvalidOperationException($"The elements are {Type}, not {typeof(T).Name}.");
        return MemoryMarshal.Cast<byte, T>(_data);
    }

    /// <summary>Copies the elements into a new array, converted; see <see cref="CopyTo{T}"/>.</summary>
    /// <typeparam name="T">The element type wanted.</typeparam>
    /// <returns>The elements in row-major order.</returns>
    /// <exception cref="OverflowException">An element has no value of <typeparamref name="T"/>.</exception>
    public T[] ToArray<T>()
        where T : unmanaged, INumberBase<T>
    {
        var copy = new T[Length];
        CopyTo<T>(copy);
        return copy;
    }

    /// <summary>Copies the elements, converted.</summary>
    /// <remarks>
    /// To a float type each element is rounded to nearest. To an integer type each has to be whole and in its range. Truth values are 0
    /// and 1.
    /// </remarks>
    /// <typeparam name="T">The element type wanted.</typeparam>
    /// <param name="destination">Receives the elements in row-major order; exactly as long.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    /// <exception cref="OverflowException">An element has no value of <typeparamref name="T"/>.</exception>
    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged, INumberBase<T>
    {
        if (destination.Length != Length)
        {
            throw new ArgumentException(
                $"The array {this} has {Length} elements, the destination {destination.Length}.", nameof(destination));
        }

        switch (Type)
        {
            case NpyType.Boolean:
                for (int i = 0; i < _data.Length; i++) destination[i] = _data[i] == 0 ? T.Zero : T.One;
                break;
            case NpyType.Int8:
                Convert<sbyte, T>(destination);
                break;
            case NpyType.Int16:
                Convert<short, T>(destination);
                break;
            case NpyType.Int32:
                Convert<int, T>(destination);
                break;
            case NpyType.Int64:
                Convert<long, T>(destination);
                break;
            case NpyType.UInt8:
                Convert<byte, T>(destination);
                break;
            case NpyType.UInt16:
                Convert<ushort, T>(destination);
                break;
            case NpyType.UInt32:
                Convert<uint, T>(destination);
                break;
            case NpyType.UInt64:
                Convert<ulong, T>(destination);
                break;
            case NpyType.Float16:
                Convert<Half, T>(destination);
                break;
            case NpyType.Float32:
                Convert<float, T>(destination);
                break;
            default:
                Convert<double, T>(destination);
                break;
        }
    }

    /// <summary>Describes the array on one line.</summary>
    /// <returns>For instance <c>Float64 [100, 2]</c>.</returns>
    public override string ToString() => $"{Type} {FileFault.Describe(_shape)}";

    /// <summary>Finds the format's type of elements and checks that there are as many as a shape says.</summary>
    /// <exception cref="ArgumentException">They are not, or there is no such type.</exception>
    internal static NpyType CheckShape<T>(ReadOnlySpan<long> shape, int length)
        where T : unmanaged
    {
        if (NpyTypes.Of<T>() is not { } type) throw new ArgumentException($"The format has no type for elements of {typeof(T)}.");
        if (ShapeArithmetic.TryCount(shape, out long count) && count == length) return type;
        throw new ArgumentException($"{length} elements do not make the shape {FileFault.Describe(shape)}.", nameof(shape));
    }

    private void Convert<TSource, T>(Span<T> destination)
        where TSource : unmanaged, INumberBase<TSource>
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<TSource> source = MemoryMarshal.Cast<byte, TSource>(_data);
        if (typeof(T) == typeof(TSource))
        {
            source.CopyTo(MemoryMarshal.Cast<T, TSource>(destination));
            return;
        }

        // Integers are what has nothing between 0 and 1.
        bool mustBeWhole = T.IsZero(T.CreateTruncating(0.5));
        int i = 0;
        try
        {
            for (; i < source.Length; i++)
            {
                if (mustBeWhole && !TSource.IsInteger(source[i])) throw new OverflowException();
                destination[i] = T.CreateChecked(source[i]);
            }
        }
        catch (OverflowException e)
        {
            throw new OverflowException($"Element {i} of the array {this} is {source[i]}, which is no value of {typeof(T).Name}.", e);
        }
    }
}
