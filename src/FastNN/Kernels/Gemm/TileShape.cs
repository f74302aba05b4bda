using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Chooses the register tile that has been compiled for a number of rows and columns.</summary>
internal static class TileShape
{
    /// <summary>Computes a tile of any shape.</summary>
    /// <param name="rows">The rows, a number that <see cref="GemmBlocking.NextRows"/> gives.</param>
    /// <param name="columns">The columns, at most two registers.</param>
    /// <param name="tile">The operands.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, V, L>(int rows, int columns, in TileOperands<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        switch (rows)
        {
            case 12: RunAcross<T, V, L, Constant.Twelve>(columns, in tile); break;
            case 11: RunAcross<T, V, L, Constant.Eleven>(columns, in tile); break;
            case 10: RunAcross<T, V, L, Constant.Ten>(columns, in tile); break;
            case 9: RunAcross<T, V, L, Constant.Nine>(columns, in tile); break;
            case 8: RunAcross<T, V, L, Constant.Eight>(columns, in tile); break;
            case 7: RunAcross<T, V, L, Constant.Seven>(columns, in tile); break;
            case 6: RunAcross<T, V, L, Constant.Six>(columns, in tile); break;
            case 5: RunAcross<T, V, L, Constant.Five>(columns, in tile); break;
            case 4: RunAcross<T, V, L, Constant.Four>(columns, in tile); break;
            case 3: RunAcross<T, V, L, Constant.Three>(columns, in tile); break;
            case 2: RunAcross<T, V, L, Constant.Two>(columns, in tile); break;
            default: RunAcross<T, V, L, Constant.One>(columns, in tile); break;
        }
    }

    /// <summary>Computes tiles side by side.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="V">The register.</typeparam>
    /// <typeparam name="L">The lane witness.</typeparam>
    /// <typeparam name="E">Whether the tile is not whole, see <see cref="SweepTile"/>.</typeparam>
    /// <typeparam name="S">Whether sums continue.</typeparam>
    /// <param name="rows">The rows, a number that <see cref="GemmBlocking.NextRows"/> gives.</param>
    /// <param name="count">The tiles, or the columns of one that is not whole.</param>
    /// <param name="tile">The operands of the first.</param>
    public static void RunSweep<T, V, L, E, S>(int rows, int count, in TileOperands<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where E : struct, IConstant
        where S : struct, IConstant
    {
        switch (rows)
        {
            case 12: RunSweep<T, V, L, Constant.Twelve, E, S>(count, in tile); break;
            case 11: RunSweep<T, V, L, Constant.Eleven, E, S>(count, in tile); break;
            case 10: RunSweep<T, V, L, Constant.Ten, E, S>(count, in tile); break;
            case 9: RunSweep<T, V, L, Constant.Nine, E, S>(count, in tile); break;
            case 8: RunSweep<T, V, L, Constant.Eight, E, S>(count, in tile); break;
            case 7: RunSweep<T, V, L, Constant.Seven, E, S>(count, in tile); break;
            case 6: RunSweep<T, V, L, Constant.Six, E, S>(count, in tile); break;
            case 5: RunSweep<T, V, L, Constant.Five, E, S>(count, in tile); break;
            case 4: RunSweep<T, V, L, Constant.Four, E, S>(count, in tile); break;
            case 3: RunSweep<T, V, L, Constant.Three, E, S>(count, in tile); break;
            case 2: RunSweep<T, V, L, Constant.Two, E, S>(count, in tile); break;
            default: RunSweep<T, V, L, Constant.One, E, S>(count, in tile); break;
        }
    }

    /// <summary>Computes a tile one register wide, of more rows than one that is two registers wide could have.</summary>
    /// <param name="rows">The rows, a number that <see cref="GemmBlocking.NextTallRows"/> gives.</param>
    /// <param name="columns">The columns, at most one register.</param>
    /// <param name="tile">The operands.</param>
    public static void RunTall<T, V, L>(int rows, int columns, in TileOperands<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        if (Tile.Fits<T, V, L>())
        {
            if (rows == 24) RunTall<T, V, L, Constant.TwentyFour>(columns, in tile);
            else if (rows == 20) RunTall<T, V, L, Constant.Twenty>(columns, in tile);
            else RunTall<T, V, L, Constant.Sixteen>(columns, in tile);
        }
        else if (rows == 12)
        {
            RunTall<T, V, L, Constant.Twelve>(columns, in tile);
        }
        else
        {
            RunTall<T, V, L, Constant.Eight>(columns, in tile);
        }
    }

    /// <summary>Computes a tile of all the rows and columns that the lanes' registers hold.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="V">The register.</typeparam>
    /// <typeparam name="L">The lane witness.</typeparam>
    /// <typeparam name="P">What else it does, see <see cref="Tile"/>; packing B, 2, needs 32 registers.</typeparam>
    /// <param name="tile">The operands.</param>
    public static void RunFull<T, V, L, P>(in TileOperands<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where P : struct, IConstant
    {
        Debug.Assert(Tile.Fits<T, V, L>() || P.Value < 2, "a short tile does not pack");
        if (Tile.Fits<T, V, L>()) Tile.Run<T, V, L, Constant.Twelve, Constant.Two, Constant.Zero, P>(in tile, default);
        else ShortTile.Run<T, V, L, Constant.Six, Constant.Two, Constant.Zero, P>(in tile, default);
    }

    // Rows that the registers do not hold are not asked for; without the condition they would be compiled ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunSweep<T, V, L, R, E, S>(int count, in TileOperands<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where R : struct, IConstant
        where E : struct, IConstant
        where S : struct, IConstant
    {
        Debug.Assert(R.Value <= Tile.MostRows<T, V, L>() && (E.Value == 0 || S.Value == 1), "no such tile");
        if (R.Value <= Tile.MostRows<T, V, L>()) SweepTile.Run<T, V, L, R, E, S>(in tile, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunTall<T, V, L, R>(int columns, in TileOperands<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where R : struct, IConstant
    {
        if (columns == L.Count) TallTile.Run<T, V, L, R, Constant.Zero>(in tile, default);
        else TallTile.Run<T, V, L, R, Constant.One>(in tile, L.FirstLanes(columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunAcross<T, V, L, R>(int columns, in TileOperands<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where R : struct, IConstant
    {
        int lanes = L.Count;
        if (columns == 2 * lanes) Run<T, V, L, R, Constant.Two, Constant.Zero>(in tile, default);
        else if (columns > lanes) Run<T, V, L, R, Constant.Two, Constant.One>(in tile, L.FirstLanes(columns - lanes));
        else if (columns == lanes) Run<T, V, L, R, Constant.One, Constant.Zero>(in tile, default);
        else Run<T, V, L, R, Constant.One, Constant.One>(in tile, L.FirstLanes(columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<T, V, L, R, N, E>(in TileOperands<T> tile, V mask)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where R : struct, IConstant
        where N : struct, IConstant
        where E : struct, IConstant
    {
        Debug.Assert(R.Value <= Tile.MostRows<T, V, L>(), "no such tile");
        if (Tile.Fits<T, V, L>()) Tile.Run<T, V, L, R, N, E, Constant.Zero>(in tile, mask);
        else if (R.Value <= ShortTile.MaxRows) ShortTile.Run<T, V, L, R, N, E, Constant.Zero>(in tile, mask);
    }
}
