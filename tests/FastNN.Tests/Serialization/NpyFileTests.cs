using System.Runtime.InteropServices;
using System.Text;
using FastNN.Serialization;
using FastNN.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Tests.Serialization;

public class NpyFileTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("bool", NpyType.Boolean)]
    [InlineData("int8", NpyType.Int8)]
    [InlineData("int16", NpyType.Int16)]
    [InlineData("int32", NpyType.Int32)]
    [InlineData("int32_big", NpyType.Int32)]
    [InlineData("int64", NpyType.Int64)]
    [InlineData("uint8", NpyType.UInt8)]
    [InlineData("uint8_fortran", NpyType.UInt8)]
    [InlineData("uint16", NpyType.UInt16)]
    [InlineData("uint32", NpyType.UInt32)]
    [InlineData("uint64", NpyType.UInt64)]
    [InlineData("float32", NpyType.Float32)]
    [InlineData("float64", NpyType.Float64)]
    public void Read_SampleOfEveryType_CountsUp(string name, NpyType type)
    {
        if (SampleData.Find(output, "npy", name + ".npy") is not { } path) return;
        NpyArray array = NpyFile.Read(path);
        Assert.Equal(type, array.Type);
        Assert.Equal([5L, 2, 5], array.Shape.ToArray());
        IEnumerable<double> expected = Enumerable.Range(0, 50).Select(i => type == NpyType.Boolean ? i % 2 : (double)i);
        Assert.Equal(expected, array.ToArray<double>());
        Assert.Equal(expected, array.ToArray<int>().Select(i => (double)i));
    }

    [Fact]
    public void Read_ScalarAndVectorSamples_AreRead()
    {
        if (SampleData.Find(output, "npy") is not { } folder) return;
        NpyArray scalar = NpyFile.Read(Path.Combine(folder, "int32_scalar.npy"));
        Assert.Equal(0, scalar.Shape.Length);
        Assert.Equal([42], scalar.AsSpan<int>().ToArray());
        Assert.Equal(Enumerable.Range(0, 25), NpyFile.Read(Path.Combine(folder, "int32_array.npy")).ToArray<int>());
    }

    [Theory]
    [InlineData("unicode", "'<U2' (text)")]
    [InlineData("complex64", "'<c8' (complex numbers)")]
    [InlineData("complex128", "'<c16' (complex numbers)")]
    public void Read_SampleOfAnotherType_IsRefusedByName(string name, string reason)
    {
        if (SampleData.Find(output, "npy", name + ".npy") is not { } path) return;
        string message = Assert.Throws<InvalidDataException>(() => NpyFile.Read(path)).Message;
        Assert.Contains(reason, message);
        Assert.StartsWith(path, message);
    }

    [Theory]
    [InlineData("train", 209, 137, 17)]
    [InlineData("test", 50, 17, 158)]
    public void Read_CatImages_HaveTheirShape(string part, int count, int withoutCat, int first)
    {
        if (SampleData.Find(output, "cat") is not { } folder) return;
        NpyArray images = NpyFile.Read(Path.Combine(folder, $"{part}_set_x.u8.npy"));
        NpyArray labels = NpyFile.Read(Path.Combine(folder, $"{part}_set_y.i64.npy"));
        Assert.Equal([count, 64L, 64, 3], images.Shape.ToArray());
        Assert.Equal(first, images.AsSpan<byte>()[0]);
        Assert.Equal(NpyType.Int64, labels.Type);
        Assert.Equal(withoutCat, labels.ToArray<int>().Count(label => label == 0));
    }

    [Theory]
    [InlineData(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }")]
    [InlineData(2, "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }    \n")]
    [InlineData(3, "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n")]
    [InlineData(1, "{\"shape\":(1,2),\"fortran_order\":True,\"descr\":\"<f4\"}")]
    [InlineData(1, " { 'shape' : ( 2L , 1L , ) , 'fortran_order' : False , 'descr' : '<f4' , } \t\r\n")]
    public void Read_EveryVersionAndSpelling_IsAccepted(int version, string header) =>
        Assert.Equal([1f, -2.5f], Read(Compose(version, header, [0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0])).ToArray<float>());

    [Theory]
    [InlineData(">f2", new byte[] { 0x3E, 0, 0xFC, 0 }, new[] { 1.5, double.NegativeInfinity })]
    [InlineData("<f2", new byte[] { 0, 0x3E, 0, 0xFC }, new[] { 1.5, double.NegativeInfinity })]
    [InlineData(">i2", new byte[] { 0xFF, 0xFE, 1, 0 }, new[] { -2.0, 256 })]
    [InlineData(">u4", new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1 }, new[] { 4294967295.0, 1 })]
    [InlineData(">f8", new byte[] { 0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 }, new[] { 1.5, double.Epsilon })]
    [InlineData("<u1", new byte[] { 7, 255 }, new[] { 7.0, 255 })]
    public void Read_EitherByteOrder_GivesTheValues(string type, byte[] data, double[] expected) =>
        Assert.Equal(expected, Read(Compose(1, $"{{'descr': '{type}', 'fortran_order': False, 'shape': (2,), }}", data)).ToArray<double>());

    [Fact]
    public void Read_FortranOrder_IsReordered()
    {
        // numpy.asfortranarray(numpy.arange(24).reshape(2, 1, 3, 4)) on disk.
        byte[] stored = [0, 12, 4, 16, 8, 20, 1, 13, 5, 17, 9, 21, 2, 14, 6, 18, 10, 22, 3, 15, 7, 19, 11, 23];
        foreach (string type in new[] { "|u1", "<i2", ">i4", "<f8" })
        {
            int size = type[2] - '0';
            byte[] data = new byte[24 * size];
            for (int i = 0; i < 24; i++)
            {
                if (type == "<f8") BitConverter.TryWriteBytes(data.AsSpan(i * 8), (double)stored[i]);
                else data[(i * size) + (type[0] == '>' ? size - 1 : 0)] = stored[i];
            }

            NpyArray array = Read(Compose(1, $"{{'descr': '{type}', 'fortran_order': True, 'shape': (2, 1, 3, 4), }}", data));
            Assert.Equal(Enumerable.Range(0, 24), array.ToArray<int>());
        }
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "'|O' (Python objects)")]
    [InlineData("{'descr': '|S4', 'fortran_order': False, 'shape': (1,), }", "'|S4' (text)")]
    [InlineData("{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (1,), }", "'<M8[ns]' (times)")]
    [InlineData("{'descr': '|V4', 'fortran_order': False, 'shape': (1,), }", "'|V4' (structures)")]
    [InlineData("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }", "structures")]
    [InlineData("{'descr': '<f16', 'fortran_order': False, 'shape': (1,), }", "'<f16' (unknown)")]
    [InlineData("{'descr': '=f4', 'fortran_order': False, 'shape': (1,), }", "'=f4'")]
    [InlineData("{'descr': '|f4', 'fortran_order': False, 'shape': (1,), }", "'|f4'")]
    [InlineData("{'descr': '', 'fortran_order': False, 'shape': (1,), }", "unknown")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "dimension")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1.0,), }", "comma")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1 2), }", "comma")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1), }", "tuple")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': [1], }", "in the place of '('")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775808,), }", "dimension")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", "overflows")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904,), }", "overflows")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1099511627776,), }", "takes 4398046511104 bytes, but 4 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "takes 8 bytes, but 4 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0,), }", "takes 0 bytes, but 4 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }", "True or False")]
    [InlineData("{'descr': '<f4', 'fortran_order': Falsey, 'shape': (1,), }", "'y'")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "'descr' is unknown, or occurs twice")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}", "'x' is unknown")]
    [InlineData("{'fortran_order': False, 'shape': (1,), }", "no 'descr'")]
    [InlineData("{'descr': '<f4', 'shape': (1,), }", "no 'fortran_order'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "no 'shape'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } x", "more after")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)", "the end in the place of '}'")]
    [InlineData("{'descr': '<f4", "does not end")]
    [InlineData("{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (1,), }", "escape")]
    [InlineData("{descr: '<f4'}", "quoted text is missing")]
    [InlineData("", "the end")]
    [InlineData("\0", "in the place of '{'")]
    public void Read_HostileHeader_IsRefusedWithTheReason(string header, string reason)
    {
        string message = Assert.Throws<InvalidDataException>(() => Read(Compose(1, header, new byte[4]))).Message;
        Assert.StartsWith("hostile: byte ", message);
        Assert.Contains(reason, message);
        Assert.DoesNotContain(message, char.IsControl);
    }

    [Fact]
    public void Read_ForeignMagicOrVersionOrLength_IsRefused()
    {
        byte[] good = Compose(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", new byte[4]);
        Assert.Contains("not a .npy file", Refuse(0, (byte)'P'));
        Assert.Contains("version is 4.0", Refuse(6, 4));
        Assert.Contains("version is 0.0", Refuse(6, 0));
        Assert.Contains("version is 1.1", Refuse(7, 1));
        byte[] huge = [.. good[..6], 2, 0, 255, 255, 255, 255];
        Assert.Contains("above the limit", Assert.Throws<InvalidDataException>(() => Read(huge)).Message);

        string Refuse(int index, byte value)
        {
            byte[] bad = [.. good];
            bad[index] = value;
            return Assert.Throws<InvalidDataException>(() => Read(bad)).Message;
        }
    }

    [Fact]
    public void Read_CutAtEveryLength_IsRefused()
    {
        byte[] file = Write(NpyArray.Create<double>([2, 3], new double[] { 1, 2, 3, 4, 5, 6 }));
        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file[..length];
            Assert.Throws<InvalidDataException>(() => Read(cut));
            Assert.Throws<InvalidDataException>(() => NpyFile.Read(new ForwardStream(cut), "cut"));
        }

        Assert.Throws<InvalidDataException>(() => Read([.. file, 0]));
        Assert.Throws<InvalidDataException>(() => NpyFile.Read(new ForwardStream([.. file, 0]), "long"));
        Assert.Equal([1, 2, 3, 4, 5, 6], NpyFile.Read(new ForwardStream(file), "whole").ToArray<float>());
    }

    [Fact]
    public void Read_FlippedBytes_EitherReadsOrIsRefused()
    {
        byte[] file = Write(NpyArray.Create<short>([2, 3], new short[] { 1, 2, 3, 4, 5, 6 }));
        var random = new System.Random(1);
        int readable = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int trial = 0; trial < 5000; trial++)
        {
            byte[] bent = [.. file];
            for (int flips = random.Next(1, 4); flips > 0; flips--) bent[random.Next(80)] ^= (byte)(1 << random.Next(8));
            try
            {
                NpyFile.Read(trial % 2 == 0 ? new MemoryStream(bent) : new ForwardStream(bent), "bent");
                readable++;
            }
            catch (InvalidDataException)
            {
                // What a bent file is supposed to give.
            }
        }

        output.WriteLine($"{readable} of 5000 bent files were readable.");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5000 * 100_000L);
    }

    [Fact]
    public void Read_ShapeBeyondAStreamOfUnknownLength_TakesLittleMemory()
    {
        byte[] file = Compose(1, "{'descr': '<f8', 'fortran_order': False, 'shape': (200000000,), }", new byte[1000]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => NpyFile.Read(new ForwardStream(file), "claim"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Fact]
    public void Write_AnyValues_AreReadBackBitForBit()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<double[]>(), ArbMap.Default.ArbFor<byte>(), RoundTrips).QuickCheckThrowOnFailure();
        Prop.ForAll(ArbMap.Default.ArbFor<float[]>(), ArbMap.Default.ArbFor<byte>(), RoundTrips).QuickCheckThrowOnFailure();
        Prop.ForAll(ArbMap.Default.ArbFor<ushort[]>(), ArbMap.Default.ArbFor<byte>(), RoundTrips).QuickCheckThrowOnFailure();
        Prop.ForAll(ArbMap.Default.ArbFor<long[]>(), ArbMap.Default.ArbFor<byte>(), RoundTrips).QuickCheckThrowOnFailure();
        Prop.ForAll(ArbMap.Default.ArbFor<bool[]>(), ArbMap.Default.ArbFor<byte>(), RoundTrips).QuickCheckThrowOnFailure();

        static bool RoundTrips<T>(T[] values, byte columns)
            where T : unmanaged
        {
            long[] shape = columns > 0 && values.Length % columns == 0 ? [values.Length / columns, 1, columns] : [values.Length];
            NpyArray array = Read(Write(NpyArray.Create<T>(shape, values)));
            return array.Shape.SequenceEqual(shape) && MemoryMarshal.AsBytes<T>(values).SequenceEqual(array.Bytes);
        }
    }

    [Fact]
    public void Write_Header_IsWhatNumPyWrites()
    {
        byte[] file = Write(NpyArray.Create<float>([3], new float[3]));
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }".PadRight(117) + "\n", Encoding.ASCII.GetString(file, 10, 118));
        Assert.Equal(128 + 12, file.Length);
        Assert.Contains("'shape': (), }", Encoding.ASCII.GetString(Write(NpyArray.Create<byte>([], new byte[1])), 10, 118));
        Assert.Contains("'shape': (2, 0), }", Encoding.ASCII.GetString(Write(NpyArray.Create<byte>([2, 0], [])), 10, 118));
    }

    [Fact]
    public void Write_ShapeTooLongForVersion1_UsesVersion2()
    {
        long[] shape = new long[30_000];
        Array.Fill(shape, 1);
        byte[] file = Write(NpyArray.Create<int>(shape, new[] { 5 }));
        Assert.Equal(2, file[6]);
        NpyArray array = Read(file);
        Assert.Equal(30_000, array.Shape.Length);
        Assert.Equal([5], array.ToArray<int>());
    }

    [Fact]
    public void Write_ToAPath_ReplacesTheFile()
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<double>(folder.File("a.npy"), [2, 50_000], Enumerable.Range(0, 100_000).Select(i => (double)i).ToArray());
        Assert.Equal(99_999, NpyFile.Read(folder.File("a.npy")).AsSpan<double>()[^1]);
        NpyFile.Write(folder.File("a.npy"), NpyArray.Create<int>([1], [7]));
        Assert.Equal([7], NpyFile.Read(folder.File("a.npy")).ToArray<int>());
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
        Assert.Throws<ArgumentException>(() => NpyFile.Write<double>(folder.File("a.npy"), [3], new double[2]));
        Assert.Throws<ArgumentException>(() => NpyArray.Create<char>([1], ['x']));
        Assert.Throws<ArgumentException>(() => NpyArray.Create<int>([-1, -1], [1]));
        Assert.Throws<FileNotFoundException>(() => NpyFile.Read(folder.File("missing")));
    }

    [Fact]
    public void CopyTo_ValueThatDoesNotFit_IsRefusedWithItsIndex()
    {
        Assert.Contains("Element 1", Assert.Throws<OverflowException>(() => NpyArray.Create<double>([2], [1, 1.5]).ToArray<int>()).Message);
        Assert.Throws<OverflowException>(() => NpyArray.Create<double>([1], [double.NaN]).ToArray<long>());
        Assert.Throws<OverflowException>(() => NpyArray.Create<float>([1], [float.PositiveInfinity]).ToArray<long>());
        Assert.Throws<OverflowException>(() => NpyArray.Create<int>([1], [-1]).ToArray<byte>());
        Assert.Throws<OverflowException>(() => NpyArray.Create<long>([1], [1L << 31]).ToArray<int>());
        Assert.Throws<OverflowException>(() => NpyArray.Create<ulong>([1], [ulong.MaxValue]).ToArray<long>());
        Assert.Throws<ArgumentException>(() => NpyArray.Create<int>([2], [1, 2]).CopyTo<int>(new int[1]));
        Assert.Throws<InvalidOperationException>(() => NpyArray.Create<int>([1], [1]).AsSpan<uint>());

        Assert.Equal([0.1f, float.PositiveInfinity], NpyArray.Create<double>([2], [0.1, 1e300]).ToArray<float>());
        Assert.Equal([-1, 3], NpyArray.Create<double>([2], [-1, 3]).ToArray<sbyte>());
        Assert.Equal([1, 0], NpyArray.Create<bool>([2], [true, false]).ToArray<float>());
        Assert.Equal([9007199254740992.0], NpyArray.Create<long>([1], [9007199254740993]).ToArray<double>());
    }

    private static NpyArray Read(byte[] content) => NpyFile.Read(new MemoryStream(content), "hostile");

    private static byte[] Write(NpyArray array)
    {
        var stream = new MemoryStream();
        NpyFile.Write(stream, array);
        return stream.ToArray();
    }

    private static byte[] Compose(int version, string header, byte[] data)
    {
        byte[] text = Encoding.ASCII.GetBytes(header);
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. text, .. data];
    }
}
