using System.Buffers.Binary;
using System.IO.Compression;

namespace FastNN.Cli.Tests.Reporting;

/// <summary>Reads PNG files of 8 bits per channel: written for tests alone, with nothing of the encoder in it.</summary>
internal sealed class PlainPng
{
    private PlainPng(int width, int height, int channels, byte[] pixels)
    {
        (Width, Height, Channels, Pixels) = (width, height, channels, pixels);
    }

    public int Width { get; }

    public int Height { get; }

    public int Channels { get; }

    public byte[] Pixels { get; }

    public static PlainPng Read(byte[] file)
    {
        if (Convert.ToHexString(file.AsSpan(0, 8)) != "89504E470D0A1A0A") throw new InvalidDataException("not a PNG file");
        int width = 0, height = 0, channels = 0, at = 8;
        bool ended = false;
        using var compressed = new MemoryStream();
        while (at < file.Length)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            string type = System.Text.Encoding.ASCII.GetString(file, at + 4, 4);
            ReadOnlySpan<byte> content = file.AsSpan(at + 8, length);
            uint crc = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length));
            if (crc != Crc(file.AsSpan(at + 4, length + 4))) throw new InvalidDataException($"the checksum of {type} is wrong");
            if (type == "IHDR")
            {
                width = BinaryPrimitives.ReadInt32BigEndian(content);
                height = BinaryPrimitives.ReadInt32BigEndian(content[4..]);
                if (content[8] != 8 || content[12] != 0) throw new InvalidDataException("only 8 bits, not interlaced");
                channels = content[9] switch { 0 => 1, 2 => 3, 6 => 4, _ => throw new InvalidDataException($"colour type {content[9]}") };
            }
            else if (type == "IDAT")
            {
                compressed.Write(content);
            }
            else if (type == "IEND")
            {
                ended = true;
            }

            at += 12 + length;
        }

        if (!ended) throw new InvalidDataException("the file has no end");
        compressed.Position = 0;
        using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
        using var raw = new MemoryStream();
        zlib.CopyTo(raw);
        return new PlainPng(width, height, channels, Unfilter(raw.ToArray(), width * channels, height, channels));
    }

    /// <summary>Reads red, green and blue of a pixel.</summary>
    public (int R, int G, int B) Color(int x, int y)
    {
        int at = ((y * Width) + x) * Channels;
        return Channels == 1 ? (Pixels[at], Pixels[at], Pixels[at]) : (Pixels[at], Pixels[at + 1], Pixels[at + 2]);
    }

    private static byte[] Unfilter(byte[] raw, int rowBytes, int height, int step)
    {
        if (raw.Length != (rowBytes + 1) * height) throw new InvalidDataException($"{raw.Length} bytes of pixels are not {height} rows of {rowBytes}");
        byte[] pixels = new byte[rowBytes * height];
        for (int row = 0; row < height; row++)
        {
            int filter = raw[row * (rowBytes + 1)];
            for (int i = 0; i < rowBytes; i++)
            {
                int left = i >= step ? pixels[(row * rowBytes) + i - step] : 0;
                int up = row > 0 ? pixels[((row - 1) * rowBytes) + i] : 0;
                int corner = i >= step && row > 0 ? pixels[((row - 1) * rowBytes) + i - step] : 0;
                int guess = filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => Paeth(left, up, corner),
                    _ => throw new InvalidDataException($"filter {filter}"),
                };
                pixels[(row * rowBytes) + i] = (byte)(raw[(row * (rowBytes + 1)) + 1 + i] + guess);
            }
        }

        return pixels;
    }

    private static int Paeth(int left, int up, int corner)
    {
        int guess = left + up - corner, toLeft = Math.Abs(guess - left), toUp = Math.Abs(guess - up), toCorner = Math.Abs(guess - corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    // Bit by bit, from the definition.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((((crc ^ (uint)(value >> bit)) & 1) != 0) ? 0xedb88320u : 0);
        }

        return ~crc;
    }
}
