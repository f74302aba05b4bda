namespace FastNN.Data;

/// <summary>Reads some bytes, then a stream, which stays open, then some bytes more.</summary>
/// <param name="first">The bytes before the stream.</param>
/// <param name="middle">The stream.</param>
/// <param name="last">The bytes after it.</param>
internal sealed class FramedStream(ReadOnlyMemory<byte> first, Stream middle, ReadOnlyMemory<byte> last) : Stream
{
    private ReadOnlyMemory<byte> _first = first;
    private ReadOnlyMemory<byte> _last = last;

    /// <summary>Gets whether the stream has ended and the bytes after it are being read.</summary>
    public bool IsPastMiddle { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (!_first.IsEmpty) return Take(ref _first, buffer);
        int got = buffer.IsEmpty ? 0 : middle.Read(buffer);
        if (got > 0 || buffer.IsEmpty) return got;
        IsPastMiddle = true;
        return Take(ref _last, buffer);
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static int Take(ref ReadOnlyMemory<byte> source, Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, source.Length);
        source.Span[..count].CopyTo(buffer);
        source = source[count..];
        return count;
    }
}
