using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using FastNN.Memory;

namespace FastNN.Data;

/// <summary>
/// Reads IDX files, the format of MNIST and its relatives, plain or compressed with gzip (told by content, not by name).
/// </summary>
/// <remarks>
/// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits": two zero bytes, a type code, the rank, a
/// 32-bit size per dimension, then the elements, all big-endian.
/// </remarks>
public static class IdxReader
{
    // Deflate spends at least one bit on each 129 bytes: no gzip stream grows by more (zlib's technical notes).
    private const long MaxDeflateRatio = 1032;
    private const int FirstBufferBytes = 1 << 16;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>The array in the file.</returns>
    /// <exception cref="InvalidDataException">The file is not a valid IDX file; the message names file, offset and reason.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static IdxArray Read(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, FirstBufferBytes, FileOptions.SequentialScan);
        return Read(stream, path);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream, at the start of the data; need not be seekable, and stays open.</param>
    /// <param name="name">The name to use in messages.</param>
    /// <returns>The array in the stream.</returns>
    /// <exception cref="InvalidDataException">
    /// The data is not valid; the message names <paramref name="name"/>, offset and reason.
    /// </exception>
    public static IdxArray Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        long? storedBytes = stream.CanSeek ? stream.Length - stream.Position : null;
        using Stream content = GzipContent.Open(stream, out bool compressed);
        long? mostBytes = compressed ? storedBytes * MaxDeflateRatio : storedBytes;
        return ReadContent(content, name, storedBytes, mostBytes, compressed);
    }

    /// <summary>Gives the size of an element.</summary>
    internal static int ElementBytes(IdxElementType type) => type switch
    {
        IdxElementType.Byte or IdxElementType.SByte => 1,
        IdxElementType.Int16 => 2,
        IdxElementType.Int32 or IdxElementType.Single => 4,
        _ => 8,
    };

    private static IdxArray ReadContent(Stream content, string name, long? storedBytes, long? mostBytes, bool compressed)
    {
        Span<byte> magic = stackalloc byte[4];
        int got = Fill(content, magic, name, 0);
        if (got < magic.Length) throw Fault(name, got, "the file ends inside the four bytes of the magic number");
        if (magic[0] != 0 || magic[1] != 0)
        {
            throw Fault(name, 0, $"an IDX file starts with the bytes 00 00, this one with {magic[0]:X2} {magic[1]:X2}");
        }

        if (!Enum.IsDefined((IdxElementType)magic[2])) throw Fault(name, 2, $"the element type code {magic[2]:X2} is unknown");
        var type = (IdxElementType)magic[2];
        int[] dimensions = ReadDimensions(content, name, magic[3]);
        long offset = 4 + (4L * dimensions.Length);
        long byteCount = DataBytes(name, dimensions, ElementBytes(type));
        string claim = $"the header promises {byteCount} bytes of data ({Describe(dimensions)} of {type})";
        if (byteCount > mostBytes - offset)
        {
            string limit = compressed ? $"{storedBytes} compressed bytes cannot hold that many" : $"the file has {storedBytes - offset}";
            throw Fault(name, compressed ? offset : storedBytes!.Value, $"truncated: {claim}, {limit}");
        }

        if (byteCount > Array.MaxLength) throw Fault(name, 4, $"{claim}; at most {Array.MaxLength} fit into memory at once");

        long trustedBytes = compressed || storedBytes is null ? storedBytes ?? 0 : byteCount;
        byte[] bytes = ReadData(content, (int)byteCount, trustedBytes, name, offset);
        Span<byte> extra = stackalloc byte[1];
        if (Fill(content, extra, name, offset + byteCount) != 0)
        {
            throw Fault(name, offset + byteCount, $"trailing bytes: {claim}, and more follows");
        }

        ByteOrder.ToNative(bytes, ElementBytes(type), isLittleEndian: false);
        return new IdxArray(name, type, dimensions, bytes);
    }

    private static int[] ReadDimensions(Stream content, string name, int rank)
    {
        Span<byte> sizes = stackalloc byte[4 * 255];
        sizes = sizes[..(4 * rank)];
        int got = Fill(content, sizes, name, 4);
        if (got < sizes.Length) throw Fault(name, 4 + got, $"the file ends inside the sizes of its {rank} dimensions");
        int[] dimensions = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(sizes[(4 * i)..]);
            if (size > int.MaxValue) throw Fault(name, 4 + (4 * i), $"dimension {i} has the size {size}; at most {int.MaxValue} is supported");
            dimensions[i] = (int)size;
        }

        return dimensions;
    }

    private static long DataBytes(string name, int[] dimensions, int elementBytes)
    {
        long product = elementBytes;
        if (dimensions.Contains(0)) return 0;
        foreach (int dimension in dimensions)
        {
            if (product > long.MaxValue / dimension) throw Fault(name, 4, $"the product of the dimensions {Describe(dimensions)} overflows");
            product *= dimension;
        }

        return product;
    }

    /// <summary>Reads data whose size is only claimed: memory grows with what has come, so a false claim costs nothing.</summary>
    private static byte[] ReadData(Stream content, int byteCount, long trustedBytes, string name, long offset)
    {
        byte[] bytes = [];
        int received = 0;
        while (received < byteCount)
        {
            long capacity = Math.Max(Math.Max(trustedBytes, FirstBufferBytes), 4L * received);
            Array.Resize(ref bytes, (int)Math.Min(byteCount, capacity));
            received += Fill(content, bytes.AsSpan(received), name, offset + received);
            if (received < bytes.Length)
            {
                throw Fault(name, offset + received, $"truncated: the header promises {byteCount} bytes of data, {received} came");
            }
        }

        return bytes;
    }

    /// <summary>Reads until a span is full or the data ends, and says how much came.</summary>
    private static int Fill(Stream content, Span<byte> destination, string name, long offset)
    {
        int filled = 0;
        try
        {
            while (filled < destination.Length)
            {
                int got = content.Read(destination[filled..]);
                if (got == 0) break;
                filled += got;
            }
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException(
                Message(name, offset + filled, $"the gzip data is damaged or truncated: {fault.Message}"), fault);
        }

        return filled;
    }

    private static string Describe(int[] dimensions) => dimensions.Length == 0 ? "one number" : string.Join('×', dimensions);

    private static InvalidDataException Fault(string name, long offset, string reason) => new(Message(name, offset, reason));

    private static string Message(string name, long offset, string reason) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}: offset {offset}: {reason}.");
}
