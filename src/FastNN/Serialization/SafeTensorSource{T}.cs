using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FastNN.Memory;

namespace FastNN.Serialization;

/// <summary>Holds one tensor that is to be written, of elements of <typeparamref name="T"/> in memory.</summary>
/// <typeparam name="T">The element type in memory.</typeparam>
internal sealed class SafeTensorSource<T> : SafeTensorSource
    where T : unmanaged
{
    private const int BlockBytes = 1 << 16;

    private readonly ReadOnlyMemory<T> _values;
    private readonly bool _isConverted;

    /// <summary>Takes a tensor; the shape has been checked.</summary>
    /// <exception cref="ArgumentException">Elements of <typeparamref name="T"/> cannot be stored as <paramref name="type"/>.</exception>
    public SafeTensorSource(string name, SafeTensorsType type, long[] shape, ReadOnlyMemory<T> values)
        : base(name, type, shape, (long)values.Length * type.SizeBytes())
    {
        _values = values;
        bool isFloat = typeof(T) == typeof(float) || typeof(T) == typeof(double);
        _isConverted = isFloat && type.IsConvertibleFloat() && SafeTensorsTypes.Of<T>() != type;
        bool isSame = SafeTensorsTypes.Of<T>() == type
            || (typeof(T) == typeof(byte) && type.SizeBytes() == 1 && type != SafeTensorsType.I8)
            || (typeof(T) == typeof(ushort) && type == SafeTensorsType.BF16);
        if (!isSame && !_isConverted)
            throw new ArgumentException($"Elements of {typeof(T)} cannot be stored as {type.Name()}.", nameof(type));
    }

    /// <inheritdoc/>
    public override void WriteTo(Stream destination, CancellationToken cancellationToken)
    {
        int size = Type.SizeBytes();
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            // By blocks even where nothing is converted: values may be longer than a span of bytes, or in the wrong byte order.
            for (ReadOnlySpan<T> rest = _values.Span; !rest.IsEmpty;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int count = Math.Min(BlockBytes / Math.Max(size, Unsafe.SizeOf<T>()), rest.Length);
                Span<byte> bytes = block.AsSpan(0, count * size);
                if (_isConverted) FloatConversion.ToFile(Type, rest[..count], bytes);
                else MemoryMarshal.AsBytes(rest[..count]).CopyTo(bytes);
                ByteOrder.ToNative(bytes, size, isLittleEndian: true);
                destination.Write(bytes);
                rest = rest[count..];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
