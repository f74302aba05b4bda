using FastNN.Memory;

namespace FastNN.Autograd;

/// <summary>
/// Keeps the buffers that a tape reads and writes without owning them, those of models' parameters, from being freed under it. Where a
/// model is disposed before the tape, its memory goes with the tape's next reset.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class BorrowedBuffers<T>
    where T : unmanaged
{
    private readonly List<AlignedBuffer<T>> _buffers = [];

    /// <summary>Keeps a buffer's memory until it is let go. A second time changes nothing.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    public void Keep(AlignedBuffer<T> buffer)
    {
        foreach (AlignedBuffer<T> known in _buffers)
        {
            if (known == buffer) return;
        }

        buffer.Pin();
        _buffers.Add(buffer);
    }

    /// <summary>Lets those go that their owners have disposed of. The others stay: a model is mostly recorded again.</summary>
    public void LetDisposedGo()
    {
        for (int i = _buffers.Count - 1; i >= 0; i--)
        {
            if (!_buffers[i].IsDisposed) continue;
            _buffers[i].Unpin();
            _buffers.RemoveAt(i);
        }
    }

    /// <summary>Lets all go.</summary>
    public void LetGo()
    {
        foreach (AlignedBuffer<T> buffer in _buffers) buffer.Unpin();
        _buffers.Clear();
    }
}
