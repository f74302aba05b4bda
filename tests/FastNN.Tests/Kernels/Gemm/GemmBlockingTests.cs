using FastNN.Kernels;
using FastNN.Simd;
using Xunit;

namespace FastNN.Tests.Kernels;

/// <summary>The sizes of blocks: choices that no result shows, only speed.</summary>
public sealed class GemmBlockingTests
{
    private static readonly bool s_hasShortTiles = Dispatch.RegisterCount < Tile.RegisterCount;

    [Theory]
    [InlineData(6, 1000, 500, 1000)]
    [InlineData(7, 128, 512, 128)]
    [InlineData(7, 129, 512, 64)]
    [InlineData(48, 1000, 1000, 64)]
    [InlineData(48, 1000, 100, 304)]
    public void InPlaceColumnCount_SeveralShortTiles_AQuarterOfASecondLevelCache(int m, int n, int k, int withShortTiles)
    {
        const int TileColumns = 16;
        int columns = GemmBlocking.InPlaceColumnCount<float>(m, n, k, GemmBlocking.StepCount<float>(k), TileColumns);
        Assert.Equal(s_hasShortTiles ? withShortTiles : n, columns);
    }

    // 16 KiB, and four times as much for few rows of short tiles where that would not hold a tile's columns; few columns are one strip there.
    [Theory]
    [InlineData(64, 784, 64, 64, 64)]
    [InlineData(64, 784, 256, 16, 16)]
    [InlineData(64, 784, 264, 48, 0)]
    [InlineData(65, 784, 264, 0, 0)]
    [InlineData(64, 784, 832, 16, 0)]
    [InlineData(65, 48, 832, 48, 0)]
    [InlineData(65, 20, 832, 24, 0)]
    [InlineData(65, 49, 832, 0, 0)]
    public void StripColumnCount_TransposedB_WhatTheFirstLevelCacheHolds(int m, int n, int k, int withShortTiles, int withOthers)
    {
        int columns = GemmBlocking.StripColumnCount<float>(m, n, GemmBlocking.StepCount<float>(k), tileColumns: 16);
        Assert.Equal(s_hasShortTiles ? withShortTiles : withOthers, columns);
    }

    // Equal tiles, none of which leaves a single row where two could share.
    [Theory]
    [InlineData(3, 6, "3")]
    [InlineData(7, 6, "4 3")]
    [InlineData(13, 6, "5 4 4")]
    [InlineData(13, 12, "7 6")]
    [InlineData(64, 12, "12 12 10 10 10 10")]
    public void NextRows_TheRestOfTheRows_IsSharedEqually(int rows, int most, string expected)
    {
        var tiles = new List<int>();
        for (int left = rows; left > 0; left -= tiles[^1]) tiles.Add(GemmBlocking.NextRows(left, most));
        Assert.Equal(expected, string.Join(' ', tiles));
    }
}
