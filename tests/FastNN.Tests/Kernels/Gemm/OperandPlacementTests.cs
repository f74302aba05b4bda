using FastNN.Kernels;
using FastNN.Simd;
using Xunit;

namespace FastNN.Tests.Kernels;

/// <summary>Where operands are packed, streamed or read in place: choices that no result shows, only speed.</summary>
public sealed class OperandPlacementTests
{
    private static readonly bool s_hasShortTiles = Dispatch.RegisterCount < Tile.RegisterCount;

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
        Assert.Equal(s_hasShortTiles && withShortTiles, OperandPlacement.PacksA<float>(m, n, k, m, transposeA: true));
    }

    [Theory]
    [InlineData(1024, 64, 16, true)]
    [InlineData(1024, 64, 15, false)]
    [InlineData(1023, 64, 16, false)]
    public void PacksA_TransposedInRowsOfPages_FromSixteenStepsOn(int m, int n, int k, bool expected) =>
        Assert.Equal(expected, OperandPlacement.PacksA<float>(m, n, k, m, transposeA: true));

    [Theory]
    [InlineData(65, 512, 256, true)]
    [InlineData(65, 512, 255, false)]
    [InlineData(65, 500, 256, false)]
    public void PacksA_AsItIs_WhereRowsCollide(int m, int k, int n, bool expected) =>
        Assert.Equal(expected, OperandPlacement.PacksA<float>(m, n, k, k, transposeA: false));

    // Six rows beside each other are no trouble, if there are few.
    [Theory]
    [InlineData(24)]
    [InlineData(64)]
    public void PacksA_FewRowsAsTheyAre_NotForShortTiles(int m) =>
        Assert.Equal(!s_hasShortTiles, OperandPlacement.PacksA<float>(m, 256, 512, 512, transposeA: false));

    // A B of 6 MiB is streamed, one of 1 MiB where rows of A are few, or of long rows that collide and tiles are short.
    [Theory]
    [InlineData(24, 1024, 1536, 1024, true, true)]
    [InlineData(24, 1000, 1572, 1000, false, false)]
    [InlineData(24, 1000, 1573, 1000, true, true)]
    [InlineData(25, 1000, 1573, 1000, true, false)]
    [InlineData(48, 1000, 1573, 1000, true, false)]
    [InlineData(49, 1000, 1573, 1000, false, false)]
    [InlineData(4, 512, 512, 512, true, true)]
    [InlineData(4, 512, 511, 512, false, false)]
    [InlineData(5, 512, 512, 512, true, false)]
    [InlineData(5, 500, 1000, 500, false, false)]
    [InlineData(5, 384, 700, 512, false, false)]
    [InlineData(5, 385, 700, 512, true, false)]
    [InlineData(1, 1024, 1536, 1024, false, false)]
    [InlineData(4, 50_000, 32, 50_000, false, false)]
    [InlineData(4, 50_000, 33, 50_000, true, true)]
    [InlineData(2, 192, 8192, 192, false, false)]
    [InlineData(2, 193, 8192, 193, true, true)]
    public void StreamsB_LargeBAndFewRows(int m, int n, int k, int ldb, bool withShortTiles, bool withOthers) =>
        Assert.Equal(s_hasShortTiles ? withShortTiles : withOthers, OperandPlacement.StreamsB<float>(m, n, k, ldb));

    // Beyond 64 KiB (512 KiB for other tiles) B is packed, unless there are few rows, or more and those of B are dense.
    [Theory]
    [InlineData(48, 1000, 1000, true, false)]
    [InlineData(49, 65, 1000, false, true)]
    [InlineData(49, 65, 252, true, true)]
    [InlineData(49, 65, 253, false, true)]
    [InlineData(128, 64, 3000, true, false)]
    [InlineData(128, 63, 3000, false, false)]
    [InlineData(129, 64, 3000, false, false)]
    public void ReadsBInPlace_FewRowsOrSmallB(int m, int n, int k, bool withShortTiles, bool withOthers) =>
        Assert.Equal(s_hasShortTiles ? withShortTiles : withOthers, OperandPlacement.ReadsBInPlace<float>(m, n, k, n, transposeB: false));
}
