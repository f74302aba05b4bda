using System.Numerics;
using System.Runtime.Intrinsics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Packs the blocks of a product's operands into panels, as they are stored.</summary>
internal static unsafe class BlockPacking
{
    /// <summary>Packs a block of B into panels as wide as a tile.</summary>
    /// <param name="g">The product.</param>
    /// <param name="block">Its block.</param>
    /// <param name="packed">The panels, one after another.</param>
    public static void PackB<T, V, L>(in GemmOperands<T> g, in GemmBlock block, T* packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        int tileColumns = 2 * L.Count;
        if (!g.TransposeB)
        {
            T* b = g.B + ((nint)block.Step * g.Ldb) + block.Column;
            Packing.Copy<T, V, L, Constant.Two>(b, g.Ldb, block.Columns, block.Steps, packed);
            return;
        }

        for (int done = 0; done < block.Columns; done += tileColumns, packed += (nint)block.Steps * tileColumns)
        {
            int width = Math.Min(tileColumns, block.Columns - done);
            T* b = g.B + ((nint)(block.Column + done) * g.Ldb) + block.Step;
            Packing.Transpose<T, V, L>(b, g.Ldb, width, block.Steps, packed, tileColumns);
        }
    }

    /// <summary>Packs a panel of an A that is stored as it is, times alpha.</summary>
    /// <param name="g">The product.</param>
    /// <param name="a">The panel's first element.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="steps">Its steps along k.</param>
    /// <param name="packed">The panel.</param>
    public static void PackRows<T, V, L>(in GemmOperands<T> g, T* a, int rows, int steps, T* packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        Packing.Transpose<T, V, L>(a, g.Lda, rows, steps, packed, Tile.MaxRows);
        if (g.Alpha != T.One) Packing.Scale(packed, (nint)steps * Tile.MaxRows, g.Alpha);
    }

    /// <summary>Packs a group of panels of an A that is stored transposed, times alpha.</summary>
    /// <param name="g">The product.</param>
    /// <param name="a">The group's first element.</param>
    /// <param name="rows">Its rows, which lie side by side.</param>
    /// <param name="steps">Its steps along k.</param>
    /// <param name="packed">The panels, one after another.</param>
    public static void PackTransposedRows<T>(in GemmOperands<T> g, T* a, int rows, int steps, T* packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Twelve rows are three registers of floats, six of doubles.
        if (sizeof(T) == sizeof(float)) Packing.Copy<T, Vector128<T>, Lanes128<T>, Constant.Three>(a, g.Lda, rows, steps, packed);
        else Packing.Copy<T, Vector128<T>, Lanes128<T>, Constant.Six>(a, g.Lda, rows, steps, packed);
        if (g.Alpha == T.One) return;
        int panels = (rows + Tile.MaxRows - 1) / Tile.MaxRows;
        Packing.Scale(packed, (nint)panels * Tile.MaxRows * steps, g.Alpha);
    }
}
