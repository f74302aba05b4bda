namespace FastNN.Data;

/// <summary>Opens data that may be compressed with gzip, which is told by the first two bytes.</summary>
internal static class GzipContent
{
    /// <summary>Looks at the first bytes of a stream and returns its content; disposing that leaves the stream itself open.</summary>
    public static Stream Open(Stream stream, out bool compressed)
    {
        byte[] start = new byte[2];
        int got = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        compressed = got == 2 && start[0] == 0x1F && start[1] == 0x8B;
        return compressed ? new CompleteGzipStream(start, stream) : new FramedStream(start.AsMemory(0, got), stream, default);
    }
}
