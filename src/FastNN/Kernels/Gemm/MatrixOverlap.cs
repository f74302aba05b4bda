using System.Runtime.CompilerServices;

namespace FastNN.Kernels;

/// <summary>Tells matrices that share elements from such as only share rows of memory: left and right part of one matrix do not overlap.</summary>
internal static class MatrixOverlap
{
    /// <summary>Tells whether two matrices share an element, or might: of overlapping ones with different distances between rows that is assumed.</summary>
    /// <param name="x">The first element of one.</param>
    /// <param name="xRows">Its rows.</param>
    /// <param name="xColumns">Its columns.</param>
    /// <param name="xStride">The elements between two of its rows, at least <paramref name="xColumns"/>.</param>
    /// <param name="y">The first element of the other.</param>
    /// <param name="yRows">Its rows.</param>
    /// <param name="yColumns">Its columns.</param>
    /// <param name="yStride">The elements between two of its rows, at least <paramref name="yColumns"/>.</param>
    public static bool Exists<T>(ref T x, int xRows, int xColumns, int xStride, ref T y, int yRows, int yColumns, int yStride)
        where T : unmanaged
    {
        if (xRows == 0 || xColumns == 0 || yRows == 0 || yColumns == 0) return false;

        // A single row has no distance to the next: whatever is convenient.
        if (xRows == 1) xStride = Math.Max(xColumns, yStride);
        else if (yRows == 1) yStride = Math.Max(yColumns, xStride);
        nint offset = Unsafe.ByteOffset(ref x, ref y) / Unsafe.SizeOf<T>();
        if (offset >= Extent(xRows, xColumns, xStride) || -offset >= Extent(yRows, yColumns, yStride)) return false;
        if (xStride != yStride) return true;

        // Rows of equal distance: the columns of y begin at one of x's, or behind them and then end before x's next row.
        nint first = offset % xStride;
        if (first < 0) first += xStride;
        return first < xColumns || first + yColumns > xStride;
    }

    private static nint Extent(int rows, int columns, int stride) => (((nint)rows - 1) * stride) + columns;
}
