using FastNN.Kernels;
using FastNN.Simd;
using Xunit;

namespace FastNN.Tests.Kernels;

/// <summary>Where operands are packed: choices that no result shows, only speed.</summary>
public sealed class GemmBlockingTests
{
    // Where there are sixteen registers, a transposed A of enough steps is packed: of 256 anyway, of 64 where their lines share few places.
    [Theory]
    [InlineData(128, 128, 64, true)]
    [InlineData(128, 128, 63, false)]
    [InlineData(128, 127, 64, false)]
    [InlineData(120, 128, 64, false)]
    [InlineData(640, 300, 128, true)]
    [InlineData(120, 64, 256, true)]
    [InlineData(120, 64, 255, false)]
    [InlineData(120, 63, 256, false)]
    [InlineData(8, 128, 256, false)]
    public void PacksA_TransposedInRowsShorterThanAPage_DependsOnTheTile(int m, int n, int k, bool withShortTiles)
    {
        bool hasShortTiles = Dispatch.RegisterCount < Tile.RegisterCount;
        Assert.Equal(hasShortTiles && withShortTiles, GemmBlocking.PacksA<float>(m, n, k, m, transposeA: true));
    }

    [Theory]
    [InlineData(1024, 64, 16, true)]
    [InlineData(1024, 64, 15, false)]
    [InlineData(1023, 64, 16, false)]
    public void PacksA_TransposedInRowsOfPages_FromSixteenStepsOn(int m, int n, int k, bool expected) =>
        Assert.Equal(expected, GemmBlocking.PacksA<float>(m, n, k, m, transposeA: true));

    [Theory]
    [InlineData(512, 256, true)]
    [InlineData(512, 255, false)]
    [InlineData(500, 256, false)]
    public void PacksA_AsItIs_WhereRowsCollide(int k, int n, bool expected) =>
        Assert.Equal(expected, GemmBlocking.PacksA<float>(24, n, k, k, transposeA: false));
}
