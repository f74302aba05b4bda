using FastNN.Memory;

namespace FastNN.Data;

/// <summary>Reads some bytes, then a stream, which stays open, then some bytes more.</summary>
/// <param name="first">The bytes before the stream.</param>
/// <param name="middle">The stream.</param>
/// <param name="last">The bytes after it.</param>
internal sealed class FramedStream(ReadOnlyMemory<byte> first, Stream middle, ReadOnlyMemory<byte> last) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _first = first;
    private ReadOnlyMemory<byte> _last = last;

    /// <summary>Gets whether the stream has ended and the bytes after it are being read.</summary>
    public bool IsPastMiddle { get; private set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (!_first.IsEmpty) return Take(ref _first, buffer);
        int got = buffer.IsEmpty ? 0 : middle.Read(buffer);
        if (got > 0 || buffer.IsEmpty) return got;
        IsPastMiddle = true;
        return Take(ref _last, buffer);
    }

    private static int Take(ref ReadOnlyMemory<byte> source, Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, source.Length);
        source.Span[..count].CopyTo(buffer);
        source = source[count..];
        return count;
    }
}
