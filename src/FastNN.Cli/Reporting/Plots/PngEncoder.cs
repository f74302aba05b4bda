using System.Buffers.Binary;
using System.IO.Compression;

namespace FastNN.Cli.Reporting;

/// <summary>Writes images as PNG: 8 bits per channel, no interlacing, no filters (W3C, "Portable Network Graphics", third edition).</summary>
internal static class PngEncoder
{
    private static readonly uint[] s_crcTable = CreateCrcTable();

    /// <summary>Encodes an image.</summary>
    /// <param name="pixels">The channels of each pixel, pixels from left to right and rows from top to bottom.</param>
    /// <param name="width">The number of columns, at least 1.</param>
    /// <param name="height">The number of rows, at least 1.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue, 4 with opacity.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentException">The sizes are not positive or do not give the number of pixels.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        byte colorType = channels switch
        {
            1 => 0,
            3 => 2,
            4 => 6,
            _ => throw new ArgumentException($"an image has 1, 3 or 4 channels, not {channels}", nameof(channels)),
        };
        if (width < 1 || height < 1 || pixels.Length != (long)width * height * channels)
        {
            throw new ArgumentException($"{pixels.Length} bytes are no image of {width} × {height} pixels and {channels} channels", nameof(pixels));
        }

        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n']);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = colorType;
        header[10..].Clear();
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(pixels, width * channels));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compress(ReadOnlySpan<byte> pixels, int rowBytes)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int row = 0; row < pixels.Length; row += rowBytes)
            {
                // Each row begins with its filter; these images are too small for filters to pay.
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(row, rowBytes));
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Update(Update(uint.MaxValue, type), content));
        file.Write(number);
    }

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes) crc = s_crcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    private static uint[] CreateCrcTable()
    {
        // The polynomial of ISO 3309, bits reversed, as PNG has it.
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xedb88320 ^ (value >> 1) : value >> 1;
            table[i] = value;
        }

        return table;
    }
}
