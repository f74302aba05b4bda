using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FastNN.Memory;

/// <summary>
/// Owns a block of native memory, aligned to 64 bytes and filled with zeros. It is invisible to the garbage collector and never
/// moves; dispose it to give it back.
/// </summary>
/// <remarks>
/// A buffer that is disposed while pinned (see <see cref="Pin"/>) stops serving spans at once and frees its memory with the last
/// unpinning. There is no finalizer: it could free memory under a span that is still in use. A buffer that is forgotten leaks, and
/// shows in <see cref="BufferTracker"/>.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed unsafe class AlignedBuffer<T> : MemoryManager<T>
    where T : unmanaged
{
    /// <summary>The alignment in bytes: one cache line, and the widest register.</summary>
    public const int AlignmentBytes = 64;

    private T* _pointer;
    private int _pins;
    private bool _disposed;

    /// <summary>Allocates a buffer of zeros.</summary>
    /// <param name="length">The number of elements, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    /// <exception cref="OutOfMemoryException">The system has no such block.</exception>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        nuint bytes = Math.Max((nuint)length * (nuint)sizeof(T), 1);
        _pointer = (T*)NativeMemory.AlignedAlloc(bytes, AlignmentBytes);
        NativeMemory.Clear(_pointer, bytes);
        BufferTracker.OnAllocated(bytes);
    }

    /// <summary>Gets the number of elements.</summary>
    public int Length { get; }

    /// <summary>Gets the elements.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    public Span<T> Span => GetSpan();

    internal bool IsDisposed => _disposed;

    internal bool IsPinned => _pins > 0;

    internal T* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _pointer;
        }
    }

    /// <inheritdoc/>
    public override Span<T> GetSpan() => new(Pointer, Length);

    /// <summary>Gives the address of an element and keeps the memory alive, past a disposal if need be, until it is unpinned.</summary>
    /// <param name="elementIndex">The element, from 0 to <see cref="Length"/>.</param>
    /// <returns>A handle; dispose it to unpin.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)Length, nameof(elementIndex));
        lock (this)
        {
            T* address = Pointer + elementIndex;
            _pins++;
            return new MemoryHandle(address, pinnable: this);
        }
    }

    /// <inheritdoc/>
    public override void Unpin()
    {
        lock (this)
        {
            if (_pins > 0 && --_pins == 0 && _disposed) Free();
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => Dispose(disposing: true);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        lock (this)
        {
            _disposed = true;
            if (_pins == 0) Free();
        }
    }

    private void Free()
    {
        if (_pointer == null) return;
        BufferTracker.OnFreed(Math.Max((nuint)Length * (nuint)sizeof(T), 1));
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}
