using System.Numerics;

namespace FastNN.Autograd;

/// <summary>While it lasts, operations on its tape are computed and not recorded. Made by <see cref="Tape{T}.NoGrad"/>; scopes may nest.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly ref struct NoGradScope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tape<T>? _tape;
    private readonly bool _before;

    internal NoGradScope(Tape<T> tape)
    {
        _tape = tape;
        _before = tape.IsRecording;
        tape.IsRecording = false;
    }

    /// <summary>Goes on as before the scope.</summary>
    public void Dispose()
    {
        if (_tape != null) _tape.IsRecording = _before;
    }
}
