using System.Runtime.InteropServices;

namespace FastNN.Cli.Commands;

/// <summary>Adds up the bits of results: FNV-1a (G. Fowler, L. Noll, K.-P. Vo), 64 bits.</summary>
internal struct BitChecksum
{
    private ulong _value;

    public BitChecksum() => _value = 0xCBF29CE484222325;

    /// <summary>Gets the checksum of what has been added.</summary>
    public readonly ulong Value => _value;

    /// <summary>Adds the bits of values.</summary>
    public void Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        foreach (byte b in MemoryMarshal.AsBytes(values)) _value = unchecked((_value ^ b) * 0x100000001B3);
    }
}
