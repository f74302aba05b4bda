using System.Buffers.Binary;
using System.Text;

namespace FastNN.Serialization;

/// <summary>Holds what the header of a .npy file says, and reads and writes headers.</summary>
/// <remarks>Source: the format's description in <c>numpy.lib.format</c>, versions 1.0, 2.0 and 3.0.</remarks>
internal sealed record NpyHeader(NpyType Type, bool IsLittleEndian, bool IsFortranOrder, long[] Shape, long HeaderBytes, long DataBytes)
{
    /// <summary>The largest header read. That of a plain type is some hundred bytes.</summary>
    private const int MaxTextBytes = 1 << 20;

    private const int AlignmentBytes = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a header from a stream.</summary>
    /// <param name="stream">The stream, at the file's start; left behind the header.</param>
    /// <param name="file">What to call the file in messages.</param>
    /// <exception cref="InvalidDataException">The header is cut off or not valid, or its type is not supported.</exception>
    public static NpyHeader Read(Stream stream, string file)
    {
        Span<byte> prefix = stackalloc byte[12];
        int got = stream.ReadAtLeast(prefix[..8], 8, throwOnEndOfStream: false);
        if (!prefix[..Math.Min(got, Magic.Length)].SequenceEqual(Magic[..Math.Min(got, Magic.Length)]))
            throw FileFault.At(file, 0, "this is not a .npy file: it does not begin with \\x93NUMPY.");
        if (got < 8) throw FileFault.At(file, got, "the file ends inside its first 8 bytes.");

        (byte major, byte minor) = (prefix[6], prefix[7]);
        if (major is < 1 or > 3 || minor != 0)
            throw FileFault.At(file, 6, $"the format's version is {major}.{minor}; known are 1.0, 2.0 and 3.0.");

        int lengthBytes = major == 1 ? 2 : 4;
        if (stream.ReadAtLeast(prefix.Slice(8, lengthBytes), lengthBytes, throwOnEndOfStream: false) < lengthBytes)
            throw FileFault.At(file, 8, "the file ends inside the header's length.");
        ReadOnlySpan<byte> number = prefix[8..];
        long length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(number) : BinaryPrimitives.ReadUInt32LittleEndian(number);
        if (length > MaxTextBytes) throw FileFault.At(file, 8, $"the header's length {length} is above the limit of {MaxTextBytes} bytes.");

        byte[] text = new byte[length];
        int read = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        if (read < text.Length) throw FileFault.At(file, 8 + lengthBytes + read, $"the file ends inside its header of {length} bytes.");

        return Parse(file, text, 8 + lengthBytes);
    }

    /// <summary>
    /// Writes a header for elements in little-endian and row-major order, padded so that they begin at a multiple of 64 bytes.
    /// </summary>
    public static byte[] Write(NpyType type, ReadOnlySpan<long> shape)
    {
        var text = new StringBuilder($"{{'descr': '{type.Descriptor()}', 'fortran_order': False, 'shape': (");
        for (int i = 0; i < shape.Length; i++) text.Append(i == 0 ? "" : ", ").Append(shape[i]);

        // To Python, (3) is a number and (3,) a tuple.
        text.Append(shape.Length == 1 ? ",), }" : "), }");

        // Version 1.0 gives the length in 16 bits.
        int fixedBytes = 10;
        int total = Align(fixedBytes + text.Length + 1);
        bool isLong = total - fixedBytes > ushort.MaxValue;
        if (isLong)
        {
            fixedBytes = 12;
            total = Align(fixedBytes + text.Length + 1);
        }

        byte[] header = new byte[total];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        (header[6], header[7]) = (isLong ? (byte)2 : (byte)1, 0);
        if (isLong) BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), total - fixedBytes);
        else BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(total - fixedBytes));
        Encoding.ASCII.GetBytes(text.ToString(), header.AsSpan(fixedBytes));
        header[^1] = (byte)'\n';
        return header;
    }

    private static int Align(int length) => (length + AlignmentBytes - 1) / AlignmentBytes * AlignmentBytes;

    private static NpyHeader Parse(string file, ReadOnlySpan<byte> text, int textOffset)
    {
        var parser = new NpyHeaderParser(file, text, textOffset);
        parser.Parse(out string? descriptor, out bool? isFortranOrder, out long[]? shape);
        if (descriptor is null) throw FileFault.At(file, textOffset, "the header has no 'descr'.");
        if (isFortranOrder is null) throw FileFault.At(file, textOffset, "the header has no 'fortran_order'.");
        if (shape is null) throw FileFault.At(file, textOffset, "the header has no 'shape'.");
        if (!NpyTypes.TryParse(descriptor, out NpyType type, out bool isLittleEndian))
            throw NpyTypes.Unsupported(file, textOffset, descriptor);

        if (!ShapeArithmetic.TryCount(shape, out long count) || !ShapeArithmetic.TryMultiply(count, type.SizeBytes(), out long dataBytes))
            throw FileFault.At(file, textOffset, $"the size of the shape {FileFault.Describe(shape)} overflows 64 bits.");
        return new NpyHeader(type, isLittleEndian, isFortranOrder.Value, shape, textOffset + text.Length, dataBytes);
    }
}
