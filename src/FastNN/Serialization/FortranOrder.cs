using System.Runtime.InteropServices;

namespace FastNN.Serialization;

/// <summary>Reorders arrays whose first index runs fastest.</summary>
internal static class FortranOrder
{
    /// <summary>Brings elements into row-major order, in which the last index runs fastest.</summary>
    /// <param name="data">The elements in Fortran order.</param>
    /// <param name="elementBytes">1, 2, 4 or 8.</param>
    /// <param name="shape">The dimensions, whose product is the number of elements.</param>
    /// <returns>The elements in row-major order; <paramref name="data"/> itself where both are the same.</returns>
    public static byte[] ToRowMajor(byte[] data, int elementBytes, long[] shape)
    {
        // Dimensions of one element move nothing.
        int[] dimensions = [.. shape.Where(dimension => dimension != 1).Select(dimension => (int)Math.Min(dimension, int.MaxValue))];
        if (dimensions.Length < 2 || data.Length == 0) return data;

        byte[] reordered = new byte[data.Length];
        switch (elementBytes)
        {
            case 1:
                Reorder<byte>(data, reordered, dimensions);
                break;
            case 2:
                Reorder<ushort>(MemoryMarshal.Cast<byte, ushort>(data), MemoryMarshal.Cast<byte, ushort>(reordered.AsSpan()), dimensions);
                break;
            case 4:
                Reorder<uint>(MemoryMarshal.Cast<byte, uint>(data), MemoryMarshal.Cast<byte, uint>(reordered.AsSpan()), dimensions);
                break;
            default:
                Reorder<ulong>(MemoryMarshal.Cast<byte, ulong>(data), MemoryMarshal.Cast<byte, ulong>(reordered.AsSpan()), dimensions);
                break;
        }

        return reordered;
    }

    private static void Reorder<T>(ReadOnlySpan<T> source, Span<T> destination, int[] dimensions)
    {
        int[] strides = new int[dimensions.Length];
        strides[0] = 1;
        for (int d = 1; d < strides.Length; d++) strides[d] = strides[d - 1] * dimensions[d - 1];

        int[] index = new int[dimensions.Length];
        int from = 0;
        for (int to = 0; to < destination.Length; to++)
        {
            destination[to] = source[from];

            // Counts up like an odometer, the last index first.
            for (int d = index.Length - 1; d >= 0; d--)
            {
                from += strides[d];
                if (++index[d] < dimensions[d]) break;
                from -= strides[d] * dimensions[d];
                index[d] = 0;
            }
        }
    }
}
