using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Copies blocks of a matrix into panels: for each step along k, <c>width</c> neighbouring elements.</summary>
internal static unsafe class Packing
{
    // Pieces of rows are too short for the processor to guess the next ones. Eight rows of a quarter of a thousand columns take about as long
    // to copy as memory takes to answer.
    private const int AheadSteps = 8;

    /// <summary>Packs rows that lie along k: the panel is the transpose of the source.</summary>
    /// <param name="source">The first element of the first row.</param>
    /// <param name="ld">The number of elements between two rows of the source.</param>
    /// <param name="rows">The number of rows, 1 to <paramref name="width"/>; the panel's other columns are not defined.</param>
    /// <param name="steps">The number of elements of a row.</param>
    /// <param name="panel">The panel, <paramref name="steps"/> × <paramref name="width"/>.</param>
    /// <param name="width">The panel's row length: below 4, or a multiple of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose<T, V, L>(T* source, nint ld, int rows, int steps, T* panel, nint width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // Panels of scalar lanes, and rows shorter than a register.
        if (width < 4 || steps < L.Count)
        {
            Transposition.Rectangle<T, V, L>(source, ld, rows, steps, panel, width);
            return;
        }

        // Whole squares first, then the rows beside them in groups of four, which must begin at multiples of it. The last square or group of a
        // row overlaps the one before, if need be.
        int squareRows = rows & -Math.Max(4, L.Count);
        for (int r = 0; r < squareRows; r += L.Count) TransposeSquares<T, V, L>(source + (r * ld), ld, steps, panel + r, width);
        for (int r = squareRows; r < rows; r += 4)
        {
            // A group of fewer than four rows repeats its last one rather than read past the matrix.
            T* row0 = source + (r * ld);
            T* row1 = r + 1 < rows ? row0 + ld : row0;
            T* row2 = r + 2 < rows ? row1 + ld : row1;
            T* row3 = r + 3 < rows ? row2 + ld : row2;
            TransposeFour<T, V, L>(row0, row1, row2, row3, steps, panel + r, width);
        }
    }

    /// <summary>Packs rows that lie across k into panels side by side: a panel's rows are pieces of the source's.</summary>
    /// <remarks>Rows are read from end to end, so that memory streams, and dealt out to the panels.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="V">The register.</typeparam>
    /// <typeparam name="L">The lane witness.</typeparam>
    /// <typeparam name="R">The registers of a panel's row: 2, 3 or 6.</typeparam>
    /// <param name="source">The first element of the first step.</param>
    /// <param name="ld">The number of elements between two steps.</param>
    /// <param name="columns">The number of elements of a step, at least one.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="panels">The panels one after another; what is left of the last one's rows is zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T, V, L, R>(T* source, nint ld, int columns, int steps, T* panels)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where R : struct, IConstant
    {
        Debug.Assert(R.Value is 2 or 3 or 6, "CopyRow copies no other number of registers");
        int width = R.Value * L.Count;
        nint panelCount = (nint)steps * width;
        int whole = columns / width, left = columns - (whole * width);
        for (int p = 0; p < steps; p++, source += ld, panels += width)
        {
            if (p < steps - AheadSteps)
            {
                byte* line = (byte*)(source + (AheadSteps * ld));
                for (byte* end = line + (columns * sizeof(T)); line < end; line += GemmBlocking.LineBytes) L.Prefetch(line);
            }

            T* to = panels;
            T* from = source;
            for (int j = whole; j != 0; j--, from += width, to += panelCount) CopyRow<T, V, L, R>(from, to);
            for (int i = 0; i < width && left != 0; i += L.Count)
            {
                V mask = L.FirstLanes(Math.Clamp(left - i, 0, L.Count));
                L.Store(L.LoadMasked(from + i, mask), to + i);
            }
        }
    }

    /// <summary>Multiplies a panel by a factor.</summary>
    public static void Scale<T>(T* panel, nint count, T factor)
        where T : unmanaged, INumberBase<T>
    {
        for (nint i = 0; i < count; i++) panel[i] *= factor;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeSquares<T, V, L>(T* source, nint ld, int steps, T* panel, nint width)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        for (int p = 0; p < steps; p += L.Count)
        {
            int at = Math.Min(p, steps - L.Count);
            L.TransposeSquare(source + at, ld, panel + (at * width), width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour<T, V, L>(T* row0, T* row1, T* row2, T* row3, int steps, T* panel, nint width)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        for (int p = 0; p < steps; p += L.Count)
        {
            int at = Math.Min(p, steps - L.Count);
            L.StoreTransposed(L.Load(row0 + at), L.Load(row1 + at), L.Load(row2 + at), L.Load(row3 + at), panel + (at * width), width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRow<T, V, L, R>(T* from, T* to)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where R : struct, IConstant
    {
        L.Store(L.Load(from), to);
        L.Store(L.Load(from + L.Count), to + L.Count);
        if (R.Value > 2) L.Store(L.Load(from + (2 * L.Count)), to + (2 * L.Count));
        if (R.Value <= 3) return;
        L.Store(L.Load(from + (3 * L.Count)), to + (3 * L.Count));
        L.Store(L.Load(from + (4 * L.Count)), to + (4 * L.Count));
        L.Store(L.Load(from + (5 * L.Count)), to + (5 * L.Count));
    }
}
