using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FastNN.Memory;

namespace FastNN.Serialization;

/// <summary>Reads and writes arrays in NumPy's format .npy, versions 1.0, 2.0 and 3.0.</summary>
/// <remarks>
/// Source: the format's description in <c>numpy.lib.format</c>. Truth values, integers of 8 to 64 bits and floats of 16, 32 and 64 bits
/// are supported, in either byte order and in row-major or Fortran order; texts, complex numbers, structures and Python objects are not.
/// </remarks>
public static class NpyFile
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The array, in row-major order whatever the file's.</returns>
    /// <exception cref="InvalidDataException">
    /// The file breaks the format, or has more or less data than its shape says, or a type not supported.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static NpyArray Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path);
    }

    /// <summary>Reads an array from a stream that holds nothing behind it.</summary>
    /// <param name="stream">The stream, which need not be seekable.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <returns>The array, in row-major order whatever the stream's.</returns>
    /// <exception cref="InvalidDataException">
    /// The content breaks the format, or has more or less data than its shape says, or a type not supported.
    /// </exception>
    public static NpyArray Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        long? length = stream.CanSeek ? stream.Length - stream.Position : null;
        return Read(stream, name, length, isTrusted: stream.CanSeek);
    }

    /// <summary>Writes a file, replacing an older one in one step; see <see cref="AtomicFile"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">The array.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NpyArray array) => AtomicFile.Write(path, stream => Write(stream, array));

    /// <summary>Writes a file from elements in memory, replacing an older one in one step; see <see cref="AtomicFile"/>.</summary>
    /// <typeparam name="T">
    /// <see cref="bool"/>, an integer of 8 to 64 bits, <see cref="Half"/>, <see cref="float"/> or <see cref="double"/>.
    /// </typeparam>
    /// <param name="path">The file.</param>
    /// <param name="shape">The dimensions, outermost first; none for a scalar.</param>
    /// <param name="values">The elements in row-major order.</param>
    /// <exception cref="ArgumentException">The shape and the number of elements differ, or there is no such type in the format.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(string path, ReadOnlySpan<long> shape, ReadOnlyMemory<T> values)
        where T : unmanaged
    {
        NpyType type = NpyArray.CheckShape<T>(shape, values.Length);
        byte[] header = NpyHeader.Write(type, shape);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            WriteElements(stream, values.Span);
        });
    }

    /// <summary>Writes an array to a stream.</summary>
    /// <param name="destination">The stream, which need not be seekable.</param>
    /// <param name="array">The array.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(Stream destination, NpyArray array)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(array);
        destination.Write(NpyHeader.Write(array.Type, array.Shape));
        switch (array.Type.SizeBytes())
        {
            case 1:
                destination.Write(array.Bytes);
                break;
            case 2:
                WriteElements(destination, MemoryMarshal.Cast<byte, ushort>(array.Bytes));
                break;
            case 4:
                WriteElements(destination, MemoryMarshal.Cast<byte, uint>(array.Bytes));
                break;
            default:
                WriteElements(destination, MemoryMarshal.Cast<byte, ulong>(array.Bytes));
                break;
        }
    }

    /// <summary>Reads an array.</summary>
    /// <param name="stream">The stream, at the array's header.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="length">How long the content is, or is said to be, if that is known.</param>
    /// <param name="isTrusted">Whether that many bytes are certain to be there. If not, memory is taken only as bytes arrive.</param>
    internal static NpyArray Read(Stream stream, string name, long? length, bool isTrusted)
    {
        NpyHeader header = NpyHeader.Read(stream, name);
        if (length is { } known && known - header.HeaderBytes != header.DataBytes)
            throw WrongLength(header, name, known - header.HeaderBytes);
        if (header.DataBytes > Array.MaxLength)
        {
            throw FileFault.At(
                name, header.HeaderBytes, $"the array takes {header.DataBytes} bytes; at most {Array.MaxLength} can be read at once.");
        }

        byte[] data = ReadData(stream, name, header, isTrusted);
        if (stream.ReadByte() >= 0) throw FileFault.At(name, header.HeaderBytes + data.Length, "there are bytes behind the array.");

        int size = header.Type.SizeBytes();
        ByteOrder.ToNative(data, size, header.IsLittleEndian);
        if (header.Type == NpyType.Boolean && data.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)1))
            throw FileFault.At(name, header.HeaderBytes, "a truth value is neither 0 nor 1.");
        if (header.IsFortranOrder) data = FortranOrder.ToRowMajor(data, size, header.Shape);
        return new NpyArray(header.Type, header.Shape, data);
    }

    private static byte[] ReadData(Stream stream, string name, NpyHeader header, bool isTrusted)
    {
        int needed = (int)header.DataBytes;
        byte[] data = isTrusted ? GC.AllocateUninitializedArray<byte>(needed) : [];
        for (int filled = 0; filled < needed;)
        {
            // The shape is only a claim: the memory at most doubles what has arrived.
            if (filled == data.Length) Array.Resize(ref data, (int)Math.Min(needed, Math.Max(BlockBytes, 2L * filled)));
            int read = stream.Read(data, filled, data.Length - filled);
            if (read == 0) throw WrongLength(header, name, filled);
            filled += read;
        }

        return data;
    }

    private static InvalidDataException WrongLength(NpyHeader header, string name, long found) => FileFault.At(
        name,
        header.HeaderBytes,
        $"the shape {FileFault.Describe(header.Shape)} of {header.Type.Descriptor()} takes {header.DataBytes} bytes, "
        + $"but {found} bytes follow the header.");

    private static void WriteElements<T>(Stream destination, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            while (!values.IsEmpty)
            {
                int count = Math.Min(BlockBytes / Unsafe.SizeOf<T>(), values.Length);
                Span<byte> bytes = block.AsSpan(0, count * Unsafe.SizeOf<T>());
                MemoryMarshal.AsBytes(values[..count]).CopyTo(bytes);
                ByteOrder.ToNative(bytes, Unsafe.SizeOf<T>(), isLittleEndian: true);
                destination.Write(bytes);
                values = values[count..];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
