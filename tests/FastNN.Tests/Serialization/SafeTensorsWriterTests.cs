using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FastNN.Serialization;
using FastNN.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FastNN.Tests.Serialization;

public class SafeTensorsWriterTests
{
    [Fact]
    public void Write_EveryType_IsReadBackByAPlainReader()
    {
        var writer = new SafeTensorsWriter();
        writer.SetMetadata("format", "pt");
        writer.SetMetadata("Größe", "a \"quoted\" line\n😀");
        writer.Add<byte>("u8", [3], new byte[] { 1, 2, 255 });
        writer.Add<bool>("bool", [2], new[] { true, false });
        writer.Add<sbyte>("i8", [1], new sbyte[] { -1 });
        writer.Add<short>("i16", [2], new short[] { -2, 300 });
        writer.Add<ushort>("u16", [1], new ushort[] { 0xABCD });
        writer.Add<Half>("f16", [1, 1], new[] { (Half)1.5f });
        writer.Add<ushort>("bf16", SafeTensorsType.BF16, [1], new ushort[] { 0x3FC0 });
        writer.Add<int>("i32", [], new[] { int.MinValue });
        writer.Add<uint>("u32", [1], new[] { 0xDEADBEEF });
        writer.Add<float>("f32", [2, 3], new[] { 1f, -0f, float.NaN, float.PositiveInfinity, 0.1f, float.Epsilon });
        writer.Add<long>("i64", [1], new[] { long.MinValue });
        writer.Add<ulong>("u64", [1], new[] { ulong.MaxValue });
        writer.Add<double>("f64 \"ü\"", [1], new[] { Math.PI });
        writer.Add<byte>("f8", SafeTensorsType.F8E4M3, [2], new byte[] { 7, 8 });
        writer.Add<float>("empty", [4, 0, 2], Array.Empty<float>());

        byte[] file = Write(writer);
        var (metadata, tensors, start) = PlainSafeTensors.Read(file);

        Assert.Equal(0, start % 64);
        Assert.Equal(new() { ["format"] = "pt", ["Größe"] = "a \"quoted\" line\n😀" }, metadata);
        Assert.Equal(15, tensors.Count);
        Check("u8", "U8", [3], [1, 2, 255]);
        Check("bool", "BOOL", [2], [1, 0]);
        Check("i8", "I8", [1], [255]);
        Check("i16", "I16", [2], [254, 255, 44, 1]);
        Check("u16", "U16", [1], [0xCD, 0xAB]);
        Check("f16", "F16", [1, 1], [0, 0x3E]);
        Check("bf16", "BF16", [1], [0xC0, 0x3F]);
        Check("i32", "I32", [], [0, 0, 0, 0x80]);
        Check("u32", "U32", [1], [0xEF, 0xBE, 0xAD, 0xDE]);
        Check("i64", "I64", [1], [0, 0, 0, 0, 0, 0, 0, 0x80]);
        Check("u64", "U64", [1], [255, 255, 255, 255, 255, 255, 255, 255]);
        Check("f64 \"ü\"", "F64", [1], BitConverter.GetBytes(Math.PI));
        Check("f8", "F8_E4M3", [2], [7, 8]);
        Check("empty", "F32", [4, 0, 2], []);
        Assert.Equal(0.1f, BinaryPrimitives.ReadSingleLittleEndian(tensors["f32"].Bytes.AsSpan(16)));

        void Check(string name, string type, long[] shape, byte[] bytes)
        {
            Assert.Equal(type, tensors[name].Type);
            Assert.Equal(shape, tensors[name].Shape);
            Assert.Equal(bytes, tensors[name].Bytes);
        }
    }

    [Fact]
    public void Write_MixedTypes_AlignsEveryTensorToItsElement()
    {
        var writer = new SafeTensorsWriter();
        writer.Add<byte>("a", [3], new byte[3]);
        writer.Add<double>("b", [1], new double[1]);
        writer.Add<short>("c", [1], new short[1]);
        writer.Add<float>("d", [1], new float[1]);

        using var file = SafeTensorsFile.Open(new MemoryStream(Write(writer)), "memory");

        Assert.Equal(["b", "d", "c", "a"], file.Tensors.Select(t => t.Name));
        Assert.Equal([0L, 8, 12, 14], file.Tensors.Select(t => t.OffsetBytes));
    }

    [Fact]
    public void Write_AnyTensors_AreReadBackBitForBit()
    {
        var tensors = ArbMap.Default.ArbFor<(NonNull<string>, float[], byte)[]>();
        Prop.ForAll(tensors, given =>
        {
            var writer = new SafeTensorsWriter();
            var expected = new Dictionary<string, (long[] Shape, float[] Values)>();
            foreach ((NonNull<string> name, float[] values, byte columns) in given)
            {
                if (name.Get.Any(char.IsSurrogate) || name.Get == "__metadata__" || expected.ContainsKey(name.Get)) continue;
                long[] shape = columns > 0 && values.Length % columns == 0 ? [values.Length / columns, columns] : [values.Length];
                expected.Add(name.Get, (shape, values));
                writer.Add<float>(name.Get, shape, values);
            }

            using var file = SafeTensorsFile.Open(new MemoryStream(Write(writer)), "memory");
            bool same = file.Tensors.Count == expected.Count;
            foreach ((string name, (long[] shape, float[] values)) in expected)
            {
                float[] read = new float[values.Length];
                file.Read<float>(name, read);
                same &= file[name].Shape.SequenceEqual(shape)
                    && MemoryMarshal.AsBytes<float>(read).SequenceEqual(MemoryMarshal.AsBytes<float>(values));
            }

            return same;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Add_FloatsAsNarrowerTypes_RoundsToNearestEven()
    {
        double[] values = [1, 1 + (1.0 / 256), 1 + (3.0 / 256), 1 + (1.0 / 256) + 1e-12, -65520, 1e300, 5e-324, double.NaN, -0.0];
        var writer = new SafeTensorsWriter();
        writer.Add<double>("bf16", SafeTensorsType.BF16, [9], values);
        writer.Add<double>("f16", SafeTensorsType.F16, [9], values);
        writer.Add<double>("f32", SafeTensorsType.F32, [9], values);
        writer.Add<float>("f64", SafeTensorsType.F64, [1], new[] { 0.1f });

        using var file = SafeTensorsFile.Open(new MemoryStream(Write(writer)), "memory");

        // The fourth lies just above a tie of BF16, closer to it than a float can tell.
        Assert.Equal([1, 1, 1 + (4.0 / 256), 1 + (2.0 / 256), -65536, double.PositiveInfinity, 0, double.NaN, -0.0], Read("bf16"));
        Assert.Equal([.. values.Select(v => (double)(Half)v)], Read("f16"));
        Assert.Equal([.. values.Select(v => (double)(float)v)], Read("f32"));
        double[] wide = new double[1];
        file.Read<double>("f64", wide);
        Assert.Equal(0.1f, wide[0]);

        double[] Read(string name)
        {
            double[] read = new double[9];
            file.Read<double>(name, read);
            return read;
        }
    }

    [Fact]
    public void Add_EveryFiniteBFloat16_SurvivesTheWayThroughFloat()
    {
        float[] values = [.. Enumerable.Range(0, 65536).Select(i => BitConverter.UInt32BitsToSingle((uint)i << 16))];
        var writer = new SafeTensorsWriter();
        writer.Add<float>("x", SafeTensorsType.BF16, [65536], values);
        using var file = SafeTensorsFile.Open(new MemoryStream(Write(writer)), "memory");
        float[] read = new float[65536];
        file.Read<float>("x", read);
        Assert.Equal(values, read);
    }

    [Fact]
    public void Add_WhatCannotBeStored_IsRefused()
    {
        var writer = new SafeTensorsWriter();
        writer.Add<float>("a", [1], new float[1]);

        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => writer.Add<float>("a", [1], new float[1])).Message);
        Assert.Contains("[2, 2]", Assert.Throws<ArgumentException>(() => writer.Add<float>("b", [2, 2], new float[3])).Message);
        Assert.Throws<ArgumentException>(() => writer.Add<float>("b", [-1, -1], new float[1]));
        Assert.Throws<ArgumentException>(() => writer.Add<float>("b", [1L << 32, 1L << 32], Array.Empty<float>()));
        Assert.Throws<ArgumentException>(() => writer.Add<float>("__metadata__", [1], new float[1]));
        Assert.Throws<ArgumentException>(() => writer.Add<char>("b", [1], new char[1]));
        Assert.Throws<ArgumentException>(() => writer.Add<int>("b", SafeTensorsType.F32, [1], new int[1]));
        Assert.Throws<ArgumentException>(() => writer.Add<float>("b", SafeTensorsType.I32, [1], new float[1]));
        Assert.Throws<ArgumentException>(() => writer.Add<float>("\uD800", [1], new float[1]));
        Assert.Throws<ArgumentException>(() => writer.SetMetadata("key", "x\uDC00"));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Add<byte>("b", (SafeTensorsType)99, [1], new byte[1]));
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytesWhateverTheOrderOfMetadata()
    {
        Assert.Equal(Write(Create("a", "b")), Write(Create("b", "a")));

        static SafeTensorsWriter Create(params string[] keys)
        {
            var writer = new SafeTensorsWriter();
            foreach (string key in keys) writer.SetMetadata(key, "x");
            writer.Add<float>("w", [1], new float[1]);
            return writer;
        }
    }

    [Fact]
    public void Save_ALargeTensor_StreamsItWithoutACopy()
    {
        using var folder = new TemporaryFolder();
        float[] values = new float[4 << 20];
        values.AsSpan().Fill(1.25f);
        var writer = new SafeTensorsWriter();
        writer.Add<float>("w", SafeTensorsType.F16, [2048, 2048], values);

        long before = GC.GetAllocatedBytesForCurrentThread();
        writer.Save(folder.File("w.safetensors"));
        using var file = SafeTensorsFile.Open(folder.File("w.safetensors"));
        file.Read<float>("w", values);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, 1 << 20);
        Assert.DoesNotContain(values, v => v != 1.25f);
    }

    private static byte[] Write(SafeTensorsWriter writer)
    {
        var stream = new MemoryStream();
        writer.Write(stream);
        return stream.ToArray();
    }
}
