using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace FastNN.Memory;

/// <summary>
/// Hands out 64-byte aligned scratch by moving a mark, and takes all of it back at once by rewinding. It grows by whole blocks,
/// which never move and are kept until disposal, so that after the first rounds nothing is allocated.
/// </summary>
/// <remarks>In debug builds, rewound memory is filled with NaN, so that reading it shows. Not safe for use by several threads.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed unsafe class Arena<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int AlignmentBytes = AlignedBuffer<byte>.AlignmentBytes;

    private readonly List<AlignedBuffer<T>> _blocks = [];
    private readonly int _blockCount;
    private int _block;
    private int _used;
    private T* _start;

    // Less than nothing where there is no block: even no elements then ask for one.
    private int _length = -1;
    private bool _disposed;

    /// <summary>Creates an arena; memory is taken on first use.</summary>
    /// <param name="blockCount">The least number of elements of a block, at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="blockCount"/> is less than one.</exception>
    public Arena(int blockCount = 16 * 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockCount, 1);
        _blockCount = blockCount;
    }

    /// <summary>Gets the largest number of elements that can be taken at once: those of a span in whole lines of 64 bytes.</summary>
    internal static int MaxCount => int.MaxValue / (AlignmentBytes / sizeof(T)) * (AlignmentBytes / sizeof(T));

    /// <summary>Gets the number of elements that the arena owns, used or not.</summary>
    public long Capacity
    {
        get
        {
            long total = 0;
            foreach (AlignedBuffer<T> block in CollectionsMarshal.AsSpan(_blocks)) total += block.Length;
            return total;
        }
    }

    /// <summary>Gets the present position; <see cref="Rewind(ArenaMark)"/> returns to it.</summary>
    public ArenaMark Mark => new(_block, _used);

    /// <summary>Takes elements, with whatever values are in them.</summary>
    /// <param name="count">The number of elements, zero or more.</param>
    /// <returns>A span that is valid until the arena is rewound past it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative, or more than a span in whole lines can have.</exception>
    /// <exception cref="ObjectDisposedException">The arena was disposed.</exception>
    public Span<T> Take(int count) => new(TakePointer(count), count);

    /// <summary>Takes everything back.</summary>
    public void Rewind() => Rewind(default);

    /// <summary>Takes back what was taken after a mark.</summary>
    /// <param name="mark">A mark of this arena that has not been rewound past.</param>
    /// <exception cref="ArgumentException">The arena is not as far as the mark: it is another arena's, or was rewound past.</exception>
    public void Rewind(ArenaMark mark)
    {
        if (mark.Block > _block || (mark.Block == _block && mark.Used > _used)) ThrowAhead();
        PoisonFrom(mark);
        _used = mark.Used;
        if (_block == mark.Block) return;
        _block = mark.Block;
        Enter();
    }

    /// <summary>Gives the memory back to the system.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (AlignedBuffer<T> block in _blocks) block.Dispose();
        _blocks.Clear();
        Rewind();
        Enter();
    }

    internal T* TakePointer(int count)
    {
        if ((uint)count > (uint)MaxCount) ThrowCount(count);
        int alignment = AlignmentBytes / sizeof(T);
        int rounded = (count + alignment - 1) & -alignment;
        if (rounded > _length - _used) MoveOn(rounded);
        T* taken = _start + _used;
        _used += rounded;
        return taken;
    }

    // Finds, or makes, a block after the present one that has room.
    private void MoveOn(int count)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int block = _length >= 0 ? _block + 1 : _block;
        while (block < _blocks.Count && _blocks[block].Length < count) block++;

        // Nothing has moved yet if there is no memory for a new block.
        if (block == _blocks.Count) _blocks.Add(new AlignedBuffer<T>(Math.Max(count, _blockCount)));
        _block = block;
        _used = 0;
        Enter();
    }

    // Takes the present block's place and size along: they are asked for with every piece of scratch.
    private void Enter()
    {
        bool exists = _block < _blocks.Count;
        _start = exists ? _blocks[_block].Pointer : null;
        _length = exists ? _blocks[_block].Length : -1;
    }

    [DoesNotReturn]
    private static void ThrowCount(int count) => throw new ArgumentOutOfRangeException(
        nameof(count), count, $"scratch of {count} elements was asked for; an arena gives 0 to {MaxCount} at once");

    [DoesNotReturn]
    private void ThrowAhead()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        throw new ArgumentException("the arena is not as far as the mark: it is another arena's, or the arena was rewound past it", "mark");
    }

    [System.Diagnostics.Conditional("DEBUG")]
    private void PoisonFrom(ArenaMark mark)
    {
        for (int i = mark.Block; i <= _block && i < _blocks.Count; i++)
        {
            int start = i == mark.Block ? mark.Used : 0;
            int end = i == _block ? _used : _blocks[i].Length;
            if (start < end) _blocks[i].Span[start..end].Fill(T.NaN);
        }
    }
}
