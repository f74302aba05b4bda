using FastNN.Memory;

namespace FastNN.Serialization;

/// <summary>Passes on what another stream holds and computes its CRC-32, which .NET's zip reader does not check.</summary>
/// <remarks>Source: ISO 3309, the polynomial 0xEDB88320 in reflected form, as used by zip.</remarks>
internal sealed class Crc32Stream(Stream inner) : ReadOnlyStream
{
    private static readonly uint[] s_table = CreateTable();
    private uint _register = uint.MaxValue;

    /// <summary>Gets the CRC of what has been read.</summary>
    public uint Crc => ~_register;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        foreach (byte value in buffer[..read]) _register = s_table[(byte)(_register ^ value)] ^ (_register >> 8);
        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private static uint[] CreateTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint register = i;
            for (int bit = 0; bit < 8; bit++) register = (register >> 1) ^ ((register & 1) == 0 ? 0 : 0xEDB88320);
            table[i] = register;
        }

        return table;
    }
}
