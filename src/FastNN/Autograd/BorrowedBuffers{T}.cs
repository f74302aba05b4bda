using System.Runtime.InteropServices;
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
    private readonly List<(AlignedBuffer<T> Values, AlignedBuffer<T> Gradients)> _models = [];
    private AlignedBuffer<T>? _last;

    /// <summary>Keeps the memory of a model's values and gradients until it is let go. A second time changes nothing.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void Keep(AlignedBuffer<T> values, AlignedBuffer<T> gradients)
    {
        // One parameter of a model comes after another, and a tape has few models.
        if (gradients != _last) KeepAnother(values, gradients);
    }

    /// <summary>Lets those go that their owners have disposed of. The others stay: a model is mostly recorded again.</summary>
    public void LetDisposedGo()
    {
        foreach ((AlignedBuffer<T> values, AlignedBuffer<T> gradients) in CollectionsMarshal.AsSpan(_models))
        {
            if (!values.IsDisposed && !gradients.IsDisposed) continue;
            _models.RemoveAll(LetGoIfDisposed);
            _last = null;
            return;
        }
    }

    /// <summary>Lets all go.</summary>
    public void LetGo()
    {
        foreach ((AlignedBuffer<T> values, AlignedBuffer<T> gradients) in _models) LetGo(values, gradients);
        _models.Clear();
        _last = null;
    }

    private static bool LetGoIfDisposed((AlignedBuffer<T> Values, AlignedBuffer<T> Gradients) model)
    {
        if (!model.Values.IsDisposed && !model.Gradients.IsDisposed) return false;
        LetGo(model.Values, model.Gradients);
        return true;
    }

    private static void LetGo(AlignedBuffer<T> values, AlignedBuffer<T> gradients)
    {
        values.Unpin();
        gradients.Unpin();
    }

    private void KeepAnother(AlignedBuffer<T> values, AlignedBuffer<T> gradients)
    {
        foreach ((_, AlignedBuffer<T> known) in CollectionsMarshal.AsSpan(_models))
        {
            if (known != gradients) continue;
            _last = gradients;
            return;
        }

        values.Pin();
        gradients.Pin();
        _models.Add((values, gradients));
        _last = gradients;
    }
}
