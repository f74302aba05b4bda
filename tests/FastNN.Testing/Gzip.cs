using System.IO.Compression;

namespace FastNN.Testing;

/// <summary>Compresses test content.</summary>
public static class Gzip
{
    /// <summary>Makes a gzip file of bytes.</summary>
    public static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(content);
        return compressed.ToArray();
    }
}
