using System.IO.Compression;
using System.Security.Cryptography;
using FastNN.Memory;

namespace FastNN.Data;

/// <summary>Decompresses gzip data, and fails where it is not complete.</summary>
/// <remarks>
/// <see cref="GZipStream"/> takes the end of a file for the end of the data, wherever in them it comes, and passes over what follows them. So a
/// member of random bytes of our own is put behind the data, gzip files being members one after another: it comes out, as the last bytes, only if
/// all that was before it was whole, with the checksums that each member ends with.
/// </remarks>
internal sealed class CompleteGzipStream : ReadOnlyStream
{
    private const int SealLength = 16;
    private const int BufferLength = 1 << 16;

    private readonly byte[] _seal = RandomNumberGenerator.GetBytes(SealLength);
    private readonly byte[] _buffer = new byte[BufferLength];
    private readonly FramedStream _source;
    private readonly GZipStream _content;
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>Creates the stream.</summary>
    /// <param name="first">Bytes that were taken from the stream already.</param>
    /// <param name="compressed">The rest of the data; stays open.</param>
    public CompleteGzipStream(ReadOnlyMemory<byte> first, Stream compressed)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.NoCompression, leaveOpen: true)) gzip.Write(_seal);
        _source = new FramedStream(first, compressed, member.ToArray());
        _content = new GZipStream(_source, CompressionMode.Decompress);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        // The last bytes so far may be the seal, and are kept back.
        while (!_isAtEnd && _end - _start <= SealLength) Fill();
        int count = Math.Min(buffer.Length, _end - _start - SealLength);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        int got = Decompress();

        // Once our own member is being read, what comes out is it or, where the data are not whole, nonsense: nothing of that leaves before it is known.
        while (got > 0 && _source.IsPastMiddle && _end < BufferLength) got = Decompress();
        if (got > 0 && !_source.IsPastMiddle) return;
        if (got > 0 || !_buffer.AsSpan(_start, _end - _start).EndsWith(_seal))
        {
            throw new InvalidDataException("the gzip data are truncated, or something else follows them");
        }

        _isAtEnd = true;
    }

    private int Decompress()
    {
        try
        {
            int got = _content.Read(_buffer.AsSpan(_end));
            _end += got;
            return got;
        }
        catch (InvalidDataException fault)
        {
            // The platform's text speaks of a compression method, whatever is wrong.
            throw new InvalidDataException("the gzip data are truncated or damaged", fault);
        }
    }
}
