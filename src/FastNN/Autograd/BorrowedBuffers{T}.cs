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
    private readonly HashSet<AlignedBuffer<T>> _buffers = [];
    private AlignedBuffer<T>? _last;

    /// <summary>Keeps the memory of a model's values and gradients until it is let go. A second time changes nothing.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void Keep(AlignedBuffer<T> values, AlignedBuffer<T> gradients)
    {
        // One parameter of a model comes after another.
        if (gradients == _last) return;
        Keep(values);
        Keep(gradients);
        _last = gradients;
    }

    /// <summary>Lets those go that their owners have disposed of. The others stay: a model is mostly recorded again.</summary>
    public void LetDisposedGo()
    {
        foreach (AlignedBuffer<T> buffer in _buffers)
        {
            if (!buffer.IsDisposed) continue;

            // Removing does not disturb the enumeration.
            _buffers.Remove(buffer);
            buffer.Unpin();
            _last = null;
        }
    }

    /// <summary>Lets all go.</summary>
    public void LetGo()
    {
        foreach (AlignedBuffer<T> buffer in _buffers) buffer.Unpin();
        _buffers.Clear();
        _last = null;
    }

    private void Keep(AlignedBuffer<T> buffer)
    {
        if (_buffers.Contains(buffer)) return;
        buffer.Pin();
        _buffers.Add(buffer);
    }
}
