using System.IO.Compression;
using System.Text;
using FastNN.Data;
using Xunit;

namespace FastNN.Tests.Data;

/// <summary>Compressed data are read whole or not at all.</summary>
public class GzipTests
{
    private static readonly byte[] s_table = Encoding.UTF8.GetBytes(
        "a,b\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => FormattableString.Invariant($"{i * 7919 % 10007},{i}\n"))));

    [Fact]
    public void Read_TruncatedAnywhere_IsRejected()
    {
        byte[] whole = Compress(s_table);
        Assert.Equal(5000, Read(whole).RowCount);
        var random = new System.Random(1);
        for (int cut = 1; cut < 300; cut++)
        {
            int length = whole.Length - (cut < 30 ? cut : random.Next(1, whole.Length - 2));
            Assert.Contains("gzip data are truncated", Assert.Throws<InvalidDataException>(() => Read(whole[..length])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_DamagedOrFollowedBySomethingElse_IsRejected()
    {
        byte[] whole = Compress(s_table), wrongSum = [.. whole], wrongLength = [.. whole];
        wrongSum[^7] ^= 1;
        wrongLength[^3] ^= 1;
        foreach (byte[] data in (byte[][])[wrongSum, wrongLength, [.. whole, 1, 2, 3], [.. whole, .. whole[..^1]]])
        {
            Assert.Contains("table.csv.gz: ", Assert.Throws<InvalidDataException>(() => Read(data)).Message, StringComparison.Ordinal);
        }
    }

    // As bgzip and concatenated files have them, also empty ones, wherever they end in a reader's buffer.
    [Fact]
    public void Read_SeveralMembers_AreOneText()
    {
        byte[] empty = Compress([]), row = Compress("5,6\n"u8);
        for (int rows = 1; rows < 5000; rows += 41)
        {
            int end = s_table.AsSpan().IndexOf(Encoding.UTF8.GetBytes(FormattableString.Invariant($",{rows - 1}\n"))) + $",{rows - 1}\n".Length;
            Assert.Equal(rows + 1, Read([.. Compress(s_table.AsSpan(0, end)), .. empty, .. row, .. empty]).RowCount);
        }
    }

    [Fact]
    public void Read_IdxWithoutItsChecksum_IsRejected()
    {
        byte[] whole = Compress([0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9]);
        Assert.Equal([3], IdxReader.Read(new MemoryStream(whole), "x").Dimensions.ToArray());
        for (int cut = 1; cut <= 8; cut++) Assert.Throws<InvalidDataException>(() => IdxReader.Read(new MemoryStream(whole[..^cut]), "x"));
    }

    private static Table Read(byte[] data) => CsvReader.Read(new MemoryStream(data), "table.csv.gz");

    private static byte[] Compress(ReadOnlySpan<byte> content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(content);
        return compressed.ToArray();
    }
}
