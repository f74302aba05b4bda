using System.Buffers.Binary;
using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using FastNN.Data;
using FastNN.Random;

namespace FastNN.Benchmarks.Data;

/// <summary>An array of 10,000 images of 28×28 bytes read from memory, plain and compressed.</summary>
[MemoryDiagnoser]
public class IdxReaderBenchmarks
{
    private const int ImageCount = 10_000;
    private const int Side = 28;
    private const int HeaderBytes = 16;

    private byte[] _bytes = [];

    [Params(false, true)]
    public bool Compressed { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        // Two bytes of zero, the element type (unsigned bytes), the number of dimensions, and the dimensions.
        byte[] file = new byte[HeaderBytes + (ImageCount * Side * Side)];
        file[2] = 8;
        file[3] = 3;
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4), ImageCount);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(8), Side);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(12), Side);

        // Most of a digit's image is background.
        var random = new RandomStream(1);
        foreach (ref byte pixel in file.AsSpan(HeaderBytes)) pixel = random.NextDouble() < 0.8 ? (byte)0 : (byte)random.NextInt32(256);
        _bytes = Compressed ? Compress(file) : file;
    }

    [Benchmark]
    public IdxArray Read()
    {
        using var stream = new MemoryStream(_bytes);
        return IdxReader.Read(stream, "memory");
    }

    private static byte[] Compress(byte[] file)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal)) gzip.Write(file);
        return target.ToArray();
    }
}
