using System.Numerics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Transposes a matrix.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct TransposeKernel<T> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Source;
    public nint SourceStride;
    public nint Rows;
    public nint Columns;

    /// <summary>Receives the columns as rows; must not overlap the source.</summary>
    public T* Destination;
    public nint DestinationStride;

    // A block of floats to read and one to write are 32 KiB: every line of either is used up before it must leave the first-level cache. (Rows a
    // large power of two apart drive each other out all the same.)
    private const int BlockLength = 64;

    /// <inheritdoc/>
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        for (nint row = 0; row < Rows; row += BlockLength)
        {
            nint rows = nint.Min(BlockLength, Rows - row);
            for (nint column = 0; column < Columns; column += BlockLength)
            {
                T* from = Source + (row * SourceStride) + column;
                T* to = Destination + (column * DestinationStride) + row;
                nint columns = nint.Min(BlockLength, Columns - column);
                Transposition.Rectangle<T, V, L>(from, SourceStride, rows, columns, to, DestinationStride);
            }
        }
    }
}
