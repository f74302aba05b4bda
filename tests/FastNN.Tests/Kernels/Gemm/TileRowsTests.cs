using System.Numerics;
using System.Runtime.Intrinsics;
using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Kernels;

/// <summary>
/// Register tiles of every number of rows have the bits of plain sums, those too that this machine has not the registers for and that no product
/// would take here.
/// </summary>
public sealed unsafe class TileRowsTests
{
    private const int Steps = 9;
    private const int Tiles = 3;

    [Fact]
    public void Run_EveryNumberOfRows_HasTheBitsOfPlainSums()
    {
        CheckRows<float, float, ScalarLane<float>>();
        CheckRows<float, Vector128<float>, Lanes128<float>>();
        CheckRows<float, Vector256<float>, Lanes256<float>>();
        CheckRows<float, Vector512<float>, Lanes512<float>>();
        CheckRows<double, Vector256<double>, Lanes256<double>>();
    }

    private static void CheckRows<T, V, L>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        Check<T, V, L, Constant.One>();
        Check<T, V, L, Constant.Two>();
        Check<T, V, L, Constant.Three>();
        Check<T, V, L, Constant.Four>();
        Check<T, V, L, Constant.Five>();
        Check<T, V, L, Constant.Six>();
        Check<T, V, L, Constant.Seven>();
        Check<T, V, L, Constant.Eight>();
        Check<T, V, L, Constant.Nine>();
        Check<T, V, L, Constant.Ten>();
        Check<T, V, L, Constant.Eleven>();
        Check<T, V, L, Constant.Twelve>();
    }

    private static void Check<T, V, L, R>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where R : struct, IConstant
    {
        int rows = R.Value, width = 2 * L.Count, columns = Tiles * width;
        var random = new System.Random(rows);
        using GuardedMemory<T> a = Draw<T>(random, rows * Steps), b = Draw<T>(random, Steps * columns), bias = Draw<T>(random, columns);
        using GuardedMemory<T> c = Draw<T>(random, rows * columns), sums = Draw<T>(random, rows * columns);
        T[] before = sums.Span.ToArray();
        var tile = new TileOperands<T>
        {
            K = Steps,
            A = a.Pointer, ARow = Steps * sizeof(T), AStep = sizeof(T),
            B = b.Pointer, BStep = columns * sizeof(T),
            C = c.Pointer, CRow = columns * sizeof(T),
            Addend = bias.Pointer,
        };

        // Tile after tile.
        for (int t = 0; t < Tiles; t++)
        {
            Tile.Run<T, V, L, R, Constant.Two, Constant.Zero, Constant.Zero>(in tile, default);
            tile.B += width;
            tile.C += width;
            tile.Addend += width;
        }

        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) Assert.Equal(Sum(i, j, T.Zero) + bias.Span[j], c.Span[(i * columns) + j]);
        }

        // Side by side, from zero.
        c.Span.Fill(T.NaN);
        tile.B = b.Pointer;
        tile.C = c.Pointer;
        tile.Addend = bias.Pointer;
        SweepTile.Run<T, V, L, R, Constant.Zero, Constant.Zero>(in tile, Tiles);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) Assert.Equal(Sum(i, j, T.Zero) + bias.Span[j], c.Span[(i * columns) + j]);
        }

        // Side by side and continued, the last tile without its last column.
        tile.C = sums.Pointer;
        SweepTile.Run<T, V, L, R, Constant.Zero, Constant.One>(in tile, Tiles - 1);
        tile.B += (Tiles - 1) * width;
        tile.C += (Tiles - 1) * width * rows;
        SweepTile.Run<T, V, L, R, Constant.One, Constant.One>(in tile, width - 1);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns - 1; j++)
            {
                int at = (j / width * width * rows) + (i * width) + (j % width);
                Assert.Equal(Sum(i, j, before[at]), sums.Span[at]);
            }
        }

        foreach (GuardedMemory<T> memory in (GuardedMemory<T>[])[a, b, bias, c, sums]) memory.AssertUntouchedOutside();

        T Sum(int i, int j, T sum)
        {
            for (int p = 0; p < Steps; p++) sum = T.FusedMultiplyAdd(a.Span[(i * Steps) + p], b.Span[(p * columns) + j], sum);
            return sum;
        }
    }

    private static GuardedMemory<T> Draw<T>(System.Random random, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var memory = new GuardedMemory<T>(count);
        foreach (ref T element in memory.Take(count)) element = T.CreateChecked((random.NextDouble() * 2) - 1);
        return memory;
    }
}
