using System.Numerics;
using System.Runtime.InteropServices;

namespace FastNN.Data;

/// <summary>Holds the content of an IDX file: an array of any rank, last dimension fastest, in the machine's byte order.</summary>
public sealed class IdxArray
{
    private readonly byte[] _bytes;
    private readonly int[] _dimensions;

    internal IdxArray(string source, IdxElementType elementType, int[] dimensions, byte[] bytes)
    {
        Source = source;
        ElementType = elementType;
        _dimensions = dimensions;
        _bytes = bytes;
        Count = bytes.Length / IdxReader.ElementBytes(elementType);
    }

    /// <summary>Gets the name of the file, for messages.</summary>
    public string Source { get; }

    /// <summary>Gets the type of the elements.</summary>
    public IdxElementType ElementType { get; }

    /// <summary>Gets the sizes of the dimensions, slowest first; none for a single number.</summary>
    public ReadOnlySpan<int> Dimensions => _dimensions;

    /// <summary>Gets the number of elements, the product of the dimensions.</summary>
    public int Count { get; }

    /// <summary>Borrows the elements in their own type.</summary>
    /// <typeparam name="TElement">The type that <see cref="ElementType"/> names.</typeparam>
    /// <returns><see cref="Count"/> elements.</returns>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public ReadOnlySpan<TElement> Elements<TElement>()
        where TElement : unmanaged, INumber<TElement>
    {
        if (ElementType != TypeOf<TElement>())
        {
            throw new InvalidOperationException($"{Source} holds elements of type {ElementType}, not {typeof(TElement).Name}.");
        }

        return MemoryMarshal.Cast<byte, TElement>(_bytes);
    }

    /// <summary>Copies the elements, each converted and multiplied by a factor: <c>destination[i] = x[i]·scale</c>.</summary>
    /// <typeparam name="T">The element type wanted.</typeparam>
    /// <param name="destination">Receives <see cref="Count"/> elements; may be longer.</param>
    /// <param name="scale">The factor; the product is computed in double and rounded once.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void CopyTo<T>(Span<T> destination, double scale = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (destination.Length < Count) throw new ArgumentException($"{destination.Length} elements were given; {Count} are needed.");
        switch (ElementType)
        {
            case IdxElementType.Byte:
                CopyBytes(_bytes, destination, scale);
                break;
            case IdxElementType.SByte:
                Copy(Elements<sbyte>(), destination, scale);
                break;
            case IdxElementType.Int16:
                Copy(Elements<short>(), destination, scale);
                break;
            case IdxElementType.Int32:
                Copy(Elements<int>(), destination, scale);
                break;
            case IdxElementType.Single:
                Copy(Elements<float>(), destination, scale);
                break;
            default:
                Copy(Elements<double>(), destination, scale);
                break;
        }
    }

    // Not a switch over the element type with a comparison of types in each arm: the optimising compiler of .NET 9 (seen ahead of time,
    // 9.0.20) folds the arms to a bit test and emits a jump to itself.
    private static IdxElementType? TypeOf<TElement>()
    {
        if (typeof(TElement) == typeof(byte)) return IdxElementType.Byte;
        if (typeof(TElement) == typeof(sbyte)) return IdxElementType.SByte;
        if (typeof(TElement) == typeof(short)) return IdxElementType.Int16;
        if (typeof(TElement) == typeof(int)) return IdxElementType.Int32;
        if (typeof(TElement) == typeof(float)) return IdxElementType.Single;
        if (typeof(TElement) == typeof(double)) return IdxElementType.Double;
        return null;
    }

    private static void Copy<TElement, T>(ReadOnlySpan<TElement> source, Span<T> destination, double scale)
        where TElement : unmanaged, INumber<TElement>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < source.Length; i++) destination[i] = T.CreateTruncating(double.CreateTruncating(source[i]) * scale);
    }

    private static void CopyBytes<T>(ReadOnlySpan<byte> source, Span<T> destination, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Images have tens of millions of bytes but only 256 values of one.
        Span<T> table = stackalloc T[256];
        for (int value = 0; value < table.Length; value++) table[value] = T.CreateTruncating(value * scale);
        destination = destination[..source.Length];
        for (int i = 0; i < source.Length; i++) destination[i] = table[source[i]];
    }
}
