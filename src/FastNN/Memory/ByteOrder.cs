using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace FastNN.Memory;

/// <summary>Brings numbers from a file's byte order into the machine's, or the other way, which is the same.</summary>
internal static class ByteOrder
{
    /// <summary>Swaps the bytes of each element where the order asked for is not the machine's own.</summary>
    public static void ToNative(Span<byte> elements, int elementBytes, bool isLittleEndian)
    {
        if (isLittleEndian == BitConverter.IsLittleEndian) return;
        switch (elementBytes)
        {
            case 2:
                Span<ushort> halves = MemoryMarshal.Cast<byte, ushort>(elements);
                BinaryPrimitives.ReverseEndianness(halves, halves);
                break;
            case 4:
                Span<uint> words = MemoryMarshal.Cast<byte, uint>(elements);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 8:
                Span<ulong> pairs = MemoryMarshal.Cast<byte, ulong>(elements);
                BinaryPrimitives.ReverseEndianness(pairs, pairs);
                break;
        }
    }
}
