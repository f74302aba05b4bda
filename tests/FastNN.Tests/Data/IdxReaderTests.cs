using System.Buffers.Binary;
using System.IO.Compression;
using FastNN.Data;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Data;

public sealed class IdxReaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_EveryElementType_GivesWhatWasWritten(bool compressed)
    {
        Check<byte>(0x08, [0, 1, 254, 255, 7, 8], x => [x], compressed);
        Check<sbyte>(0x09, [0, 1, -1, -128, 127, 8], x => [(byte)x], compressed);
        Check<short>(0x0B, [0, 1, -1, short.MinValue, short.MaxValue, 258], x => Big(2, b => BinaryPrimitives.WriteInt16BigEndian(b, x)), compressed);
        Check<int>(0x0C, [0, 1, -1, int.MinValue, int.MaxValue, 66051], x => Big(4, b => BinaryPrimitives.WriteInt32BigEndian(b, x)), compressed);
        Check<float>(0x0D, [0, -0f, 1.5f, float.NaN, float.MinValue, float.Epsilon], x => Big(4, b => BinaryPrimitives.WriteSingleBigEndian(b, x)), compressed);
        Check<double>(0x0E, [0, -0.0, 1.5, double.NaN, Math.PI, double.Epsilon], x => Big(8, b => BinaryPrimitives.WriteDoubleBigEndian(b, x)), compressed);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(4, 81)]
    [InlineData(255, 1)]
    public void Read_AnyRank_GivesTheDimensions(int rank, int count)
    {
        int[] dimensions = [.. Enumerable.Repeat(rank == 4 ? 3 : 1, rank)];
        IdxArray array = Read(File(0x08, dimensions, new byte[count]));
        Assert.Equal(dimensions, array.Dimensions.ToArray());
        Assert.Equal(count, array.Count);
    }

    [Fact]
    public void Read_DimensionOfZero_IsAnEmptyArray() => Assert.Equal(0, Read(File(0x0E, [0, int.MaxValue, int.MaxValue], [])).Count);

    [Theory]
    [InlineData("", 0, "magic number")]
    [InlineData("000008", 3, "magic number")]
    [InlineData("00010801", 0, "00 00")]
    [InlineData("89504E47", 0, "89 50")]
    [InlineData("00000A01", 2, "0A is unknown")]
    [InlineData("0000080200000001", 8, "2 dimensions")]
    [InlineData("000008020000000100", 9, "2 dimensions")]
    [InlineData("0000080100000003AABB", 10, "truncated")]
    [InlineData("0000080100000003AABBCCDD", 11, "trailing bytes")]
    [InlineData("0000080180000000AA", 4, "2147483648")]
    [InlineData("000008037FFFFFFF7FFFFFFF7FFFFFFF", 4, "overflows")]
    [InlineData("00000B027FFFFFFF7FFFFFFFAA", 13, "truncated")]
    [InlineData("0000080380000000000000000000", 14, "3 dimensions")]
    public void Read_Fault_NamesFileOffsetAndReason(string hex, int offset, string reason)
    {
        byte[] content = Convert.FromHexString(hex);
        InvalidDataException fault = Assert.Throws<InvalidDataException>(() => Read(content));
        Assert.StartsWith($"some.idx: offset {offset}: ", fault.Message);
        Assert.Contains(reason, fault.Message);
        if (content.Length < 2) return;

        // Compressed, the sizes cannot be compared with the file's, but no fault goes unnoticed.
        fault = Assert.Throws<InvalidDataException>(() => Read(Gzip.Compress(content)));
        Assert.StartsWith("some.idx: offset ", fault.Message);
        fault = Assert.Throws<InvalidDataException>(() => IdxReader.Read(new Unseekable(content), "some.idx"));
        Assert.StartsWith("some.idx: offset ", fault.Message);
    }

    [Fact]
    public void Read_HostileHeader_AllocatesLittle()
    {
        byte[] plain = File(0x08, [60_000, 28, 28], new byte[100]);
        byte[] huge = File(0x08, [2_000_000_000], new byte[4_000_000]);
        byte[][] files = [plain, Gzip.Compress(plain), Gzip.Compress(huge)];
        Assert.True(files[2].Length * 1032L > 2_000_000, "the last file must be let through to the growing buffer");
        foreach (byte[] file in files)
        {
            Assert.Throws<InvalidDataException>(() => IdxReader.Read(new Unseekable(file), "warm-up"));
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<InvalidDataException>(() => Read(file));
            Assert.Throws<InvalidDataException>(() => IdxReader.Read(new Unseekable(file), "some.idx"));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60_000_000);
        }

        byte[] tiny = Gzip.Compress(File(0x08, [int.MaxValue, 2], [1, 2, 3]));
        long start = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("cannot hold", Assert.Throws<InvalidDataException>(() => Read(tiny)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - start, 0, 1_000_000);
    }

    [Fact]
    public void Read_DamagedGzip_IsReported()
    {
        byte[] random = new byte[5000];
        new System.Random(1).NextBytes(random);
        byte[] good = Gzip.Compress(File(0x08, [5000], random));
        byte[] cut = good[..(good.Length / 2)], flipped = [.. good], checksum = [.. good];
        flipped[2000] ^= 0x40;
        checksum[^6] ^= 1;
        foreach (byte[] bad in new[] { cut, flipped, checksum })
        {
            Assert.StartsWith("some.idx: offset ", Assert.Throws<InvalidDataException>(() => Read(bad)).Message);
        }

        Assert.Equal(5000, Read(good).Count);
    }

    [Fact]
    public void Read_LargerThanItsCompressedForm_Grows()
    {
        byte[] content = new byte[3_000_000];
        for (int i = 0; i < content.Length; i++) content[i] = (byte)(i / 10_000);
        Assert.True(Read(Gzip.Compress(File(0x08, [3, 1_000_000], content))).Elements<byte>().SequenceEqual(content));
    }

    [Fact]
    public void Elements_OfAnotherType_AreRefused() =>
        Assert.Throws<InvalidOperationException>(() => Read(File(0x08, [1], [1])).Elements<sbyte>().Length);

    [Fact]
    public void CopyTo_ScalesAndRoundsOnce()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        IdxArray array = Read(File(0x08, [256], all));
        float[] scaled = new float[256];
        array.CopyTo(scaled.AsSpan(), 1 / 255.0);
        for (int i = 0; i < 256; i++) Assert.Equal((float)(i * (1 / 255.0)), scaled[i]);
        Assert.Equal(1, scaled[255]);
        Assert.Throws<ArgumentException>(() => array.CopyTo(new float[255].AsSpan()));
    }

    internal static byte[] File(byte type, int[] dimensions, byte[] data)
    {
        var file = new List<byte> { 0, 0, type, (byte)dimensions.Length };
        foreach (int dimension in dimensions) file.AddRange(Big(4, b => BinaryPrimitives.WriteInt32BigEndian(b, dimension)));
        return [.. file, .. data];
    }

    private static void Check<TElement>(byte type, TElement[] values, Func<TElement, byte[]> write, bool compressed)
        where TElement : unmanaged, System.Numerics.INumber<TElement>
    {
        byte[] file = File(type, [2, 3], [.. values.SelectMany(write)]);
        IdxArray array = Read(compressed ? Gzip.Compress(file) : file);
        Assert.Equal(type, (byte)array.ElementType);
        Assert.Equal([2, 3], array.Dimensions.ToArray());
        Assert.Equal(values, array.Elements<TElement>().ToArray());
        double[] converted = new double[6];
        array.CopyTo(converted.AsSpan());
        Assert.Equal(values.Select(double.CreateTruncating), converted);
    }

    private static IdxArray Read(byte[] content) => IdxReader.Read(new MemoryStream(content), "some.idx");

    private static byte[] Big(int size, Action<byte[]> write)
    {
        byte[] bytes = new byte[size];
        write(bytes);
        return bytes;
    }

    private sealed class Unseekable(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7000)]);
    }
}
