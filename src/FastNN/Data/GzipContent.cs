using System.IO.Compression;

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
        var whole = new PrefixedStream(start.AsMemory(0, got), stream);
        return compressed ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    }

    /// <summary>Reads bytes that were taken from a stream already, then the rest of it.</summary>
    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> _prefix = prefix;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_prefix.IsEmpty) return rest.Read(buffer);
            int count = Math.Min(buffer.Length, _prefix.Length);
            _prefix.Span[..count].CopyTo(buffer);
            _prefix = _prefix[count..];
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
