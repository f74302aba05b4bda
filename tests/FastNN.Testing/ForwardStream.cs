namespace FastNN.Testing;

/// <summary>Serves bytes as a pipe would: forward only, of unknown length, in uneven portions.</summary>
public sealed class ForwardStream(byte[] content) : Stream
{
    private int _position;
    private int _reads;

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
    public override int Read(byte[] buffer, int offset, int count)
    {
        int portion = Math.Min(Math.Min(count, content.Length - _position), 1 + (_reads++ * 7 % 50));
        content.AsSpan(_position, portion).CopyTo(buffer.AsSpan(offset));
        _position += portion;
        return portion;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is ever written.
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
