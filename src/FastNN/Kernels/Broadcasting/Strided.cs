using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Copies or adds blocks between layouts with a stride for each axis: transposition, slices, repetition. Nothing is allocated.</summary>
internal static unsafe class Strided
{
    // Two tiles of 16 x 16 doubles are 4 KiB: every line of either is used up while it is in the first-level cache.
    private const int TileLength = 16;

    // Squares of registers have four rows or columns at least; a kernel for fewer elements than 64 takes longer than they do one by one.
    private const int LeastSide = 4;
    private const int LeastTransposed = 64;

    /// <summary>Computes <c>destination = source</c> or <c>destination += source</c>, element by element in two layouts of one shape.</summary>
    /// <param name="sizes">The sizes of the axes, at most <see cref="BroadcastPlan.MaxRank"/>.</param>
    /// <param name="source">The first element to read.</param>
    /// <param name="sourceStrides">The elements between neighbours along each axis; zero repeats.</param>
    /// <param name="destination">The first element to write.</param>
    /// <param name="destinationStrides">The same for the destination; never zero along an axis of more than one element.</param>
    /// <param name="accumulate">Whether to add.</param>
    [SkipLocalsInit]
    public static void Copy<T>(
        ReadOnlySpan<int> sizes,
        T* source,
        ReadOnlySpan<int> sourceStrides,
        T* destination,
        ReadOnlySpan<int> destinationStrides,
        bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Merged axes, the innermost first.
        int* size = stackalloc int[BroadcastPlan.MaxRank + 2], from = stackalloc int[BroadcastPlan.MaxRank + 2];
        int* to = stackalloc int[BroadcastPlan.MaxRank + 2], position = stackalloc int[BroadcastPlan.MaxRank + 2];
        int rank = 0;
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            if (sizes[axis] == 0) return;
            if (sizes[axis] == 1) continue;
            if (rank > 0 && sourceStrides[axis] == from[rank - 1] * size[rank - 1] && destinationStrides[axis] == to[rank - 1] * size[rank - 1])
            {
                size[rank - 1] *= sizes[axis];
                continue;
            }

            (size[rank], from[rank], to[rank], position[rank]) = (sizes[axis], sourceStrides[axis], destinationStrides[axis], 0);
            rank++;
        }

        for (; rank < 2; rank++) (size[rank], from[rank], to[rank], position[rank]) = (1, rank == 0 ? 1 : 0, rank == 0 ? 1 : 0, 0);
        while (true)
        {
            Plane(source, from[1], from[0], destination, to[1], to[0], size[1], size[0], accumulate);
            int axis = 2;
            for (; axis < rank; axis++)
            {
                bool full = ++position[axis] == size[axis];
                int steps = full ? 1 - size[axis] : 1;
                source += (nint)steps * from[axis];
                destination += (nint)steps * to[axis];
                if (!full) break;
                position[axis] = 0;
            }

            if (axis == rank) return;
        }
    }

    private static void Plane<T>(
        T* source, nint sourceRow, nint sourceStep, T* destination, nint row, nint step, int rows, int columns, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (sourceStep == 1 && step == 1)
        {
            for (int i = 0; i < rows; i++, source += sourceRow, destination += row) Line(source, destination, columns, accumulate);
        }
        else if (!accumulate && sourceRow == 1 && step == 1 && GainsBySquares(rows, columns))
        {
            Transpose(source, sourceStep, columns, rows, destination, row);
        }
        else if (!accumulate && sourceStep == 1 && row == 1 && GainsBySquares(rows, columns))
        {
            Transpose(source, sourceRow, rows, columns, destination, step);
        }
        else if (sourceStep > 1 || step > 1)
        {
            for (int top = 0; top < rows; top += TileLength)
            {
                int height = Math.Min(TileLength, rows - top);
                for (int left = 0; left < columns; left += TileLength)
                {
                    Tile(
                        source + (top * sourceRow) + (left * sourceStep), sourceRow, sourceStep,
                        destination + (top * row) + (left * step), row, step, height, Math.Min(TileLength, columns - left), accumulate);
                }
            }
        }
        else
        {
            Tile(source, sourceRow, sourceStep, destination, row, step, rows, columns, accumulate);
        }
    }

    private static bool GainsBySquares(int rows, int columns) =>
        Math.Min(rows, columns) >= LeastSide && rows * (long)columns >= LeastTransposed;

    private static void Transpose<T>(T* source, nint sourceStride, int rows, int columns, T* destination, nint destinationStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = new TransposeKernel<T>
        {
            Source = source,
            SourceStride = sourceStride,
            Rows = rows,
            Columns = columns,
            Destination = destination,
            DestinationStride = destinationStride,
        };
        Dispatch.Run<T, TransposeKernel<T>>(ref kernel);
    }

    private static void Line<T>(T* source, T* destination, nint count, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (accumulate) Map.Run(default(Sum<T>), destination, source, destination, count);
        else new ReadOnlySpan<T>(source, (int)count).CopyTo(new Span<T>(destination, (int)count));
    }

    private static void Tile<T>(
        T* source, nint sourceRow, nint sourceStep, T* destination, nint row, nint step, int rows, int columns, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < rows; i++, source += sourceRow, destination += row)
        {
            T* x = source, y = destination;
            if (accumulate)
            {
                for (int j = 0; j < columns; j++, x += sourceStep, y += step) *y += *x;
            }
            else
            {
                for (int j = 0; j < columns; j++, x += sourceStep, y += step) *y = *x;
            }
        }
    }
}
