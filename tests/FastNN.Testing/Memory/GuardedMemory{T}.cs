using System.Runtime.InteropServices;

namespace FastNN.Testing;

/// <summary>
/// Memory between two pages that may not be touched, so that a kernel that reads or writes past its operand ends the test run.
/// Blocks are cut flush with the guard at their end or at their start; what they leave free is filled with a sentinel.
/// </summary>
/// <remarks>Where there is no mmap (other systems than Linux), only the sentinels guard.</remarks>
public sealed unsafe class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    private const byte Sentinel = 0xA5;

    private readonly byte* _mapping;
    private readonly nuint _mappingBytes;
    private readonly byte* _usable;
    private readonly nuint _usableBytes;
    private byte* _block;
    private nuint _blockBytes;

    public GuardedMemory(int capacity)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        _usableBytes = (((nuint)capacity * (nuint)sizeof(T)) + page - 1) / page * page;
        _usableBytes = nuint.Max(_usableBytes, page);
        _mappingBytes = _usableBytes + (2 * page);
        if (OperatingSystem.IsLinux())
        {
            _mapping = Pages.Reserve(_mappingBytes);
            Pages.Allow(_mapping + page, _usableBytes);
        }
        else
        {
            _mapping = (byte*)NativeMemory.AllocZeroed(_mappingBytes);
        }

        _usable = _mapping + page;
    }

    /// <summary>Gets the address of the block last taken.</summary>
    public T* Pointer => (T*)_block;

    /// <summary>Gets the block last taken.</summary>
    public Span<T> Span => new(_block, (int)(_blockBytes / (nuint)sizeof(T)));

    /// <summary>Gets an address in the guard behind the memory, for the test that it is one.</summary>
    public byte* GuardBehind => _usable + _usableBytes;

    /// <summary>Gets an address in the guard before the memory.</summary>
    public byte* GuardBefore => _usable - 1;

    /// <summary>Cuts a block, whose elements are filled with the sentinel too.</summary>
    public Span<T> Take(int length, bool atEnd = true)
    {
        _blockBytes = (nuint)length * (nuint)sizeof(T);
        if (_blockBytes > _usableBytes) throw new ArgumentOutOfRangeException(nameof(length));
        _block = atEnd ? _usable + (_usableBytes - _blockBytes) : _usable;
        new Span<byte>(_usable, (int)_usableBytes).Fill(Sentinel);
        return Span;
    }

    /// <summary>Cuts a block and copies elements into it.</summary>
    public Span<T> Take(ReadOnlySpan<T> elements, bool atEnd = true)
    {
        Span<T> block = Take(elements.Length, atEnd);
        elements.CopyTo(block);
        return block;
    }

    /// <summary>Fails if a byte outside the block has changed since it was taken.</summary>
    public void AssertUntouchedOutside()
    {
        int before = (int)(_block - _usable);
        int behind = (int)(_usableBytes - _blockBytes) - before;
        AssertSentinels(new ReadOnlySpan<byte>(_usable, before), "before");
        AssertSentinels(new ReadOnlySpan<byte>(_block + _blockBytes, behind), "behind");
    }

    private static void AssertSentinels(ReadOnlySpan<byte> bytes, string where)
    {
        if (bytes.ContainsAnyExcept(Sentinel)) throw new Xunit.Sdk.XunitException($"Memory {where} the block was written.");
    }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux()) Pages.Release(_mapping, _mappingBytes);
        else NativeMemory.Free(_mapping);
    }
}
