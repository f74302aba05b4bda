using System.Text;
using FastNN.Serialization;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Tests.Serialization;

public class SafeTensorsFileTests(ITestOutputHelper output)
{
    [Fact]
    public void Open_ValidSamples_AreRead()
    {
        if (SampleData.Find(output, "safetensors") is not { } folder) return;
        int count = 0;
        foreach (string path in Directory.EnumerateFiles(folder, "valid_*"))
        {
            using SafeTensorsFile file = SafeTensorsFile.Open(path);
            foreach (SafeTensorInfo tensor in file.Tensors)
            {
                byte[] bytes = new byte[tensor.LengthBytes];
                file.ReadBytes(tensor.Name, bytes);
                Assert.Equal(PlainSafeTensors.Read(File.ReadAllBytes(path)).Tensors[tensor.Name].Bytes, bytes);
            }

            count++;
        }

        Assert.Equal(6, count);
        using SafeTensorsFile cube = SafeTensorsFile.Open(Path.Combine(folder, "valid_f32_1x2x3.safetensors"));
        double[] values = new double[6];
        cube.Read<double>("attn.0", values);
        Assert.Equal([0, 1, 2, 3, 4, 5], values);
        Assert.Equal([1L, 2, 3], cube["attn.0"].Shape.ToArray());
    }

    [Theory]
    [InlineData("HeaderTooSmall", "too small")]
    [InlineData("InvalidHeaderLength", "past the end")]
    [InlineData("InvalidHeaderDeserialization", "not valid JSON")]
    [InlineData("MetadataIncompleteBuffer", "incomplete")]
    [InlineData("TensorInvalidInfo", "takes 16 bytes, but its data offsets 0 to 4 span 4")]
    [InlineData("ValidationOverflow", "overflow")]
    public void Open_InvalidSample_IsRefusedWithTheReason(string kind, string reason)
    {
        if (SampleData.Find(output, "safetensors") is not { } folder) return;
        string path = Assert.Single(Directory.GetFiles(folder, $"invalid_*__{kind}.safetensors"));
        string message = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Open(path)).Message;
        Assert.Contains(reason, message);
        Assert.Contains(path, message);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "holds -1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}""", 4, "holds 1.0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1e0],"data_offsets":[0,4]}}""", 4, "holds 1e0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]}}""", 4, "overflow")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}""", 4, "overflows")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}""", 0, "overflows")]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, "kind Number")]
    [InlineData("""{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", 4, "kind StartArray")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "reversed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}""", 4, "3 numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[]}}""", 4, "0 numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 4, "holds -4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "hole")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "hole")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "incomplete")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}}""", 4, "'F33' is unknown")]
    [InlineData("""{"a":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}}""", 4, "'f32' is unknown")]
    [InlineData("""{"a":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}""", 4, "kind String")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "no 'dtype'")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "no 'shape'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "no 'data_offsets'")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "'dtype' occurs twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "'a' occurs twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0061":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""", 4, "'a' occurs twice")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", 0, "'k' twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "occurs twice")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "kind String")]
    [InlineData("""{"__metadata__":[]}""", 0, "kind StartObject")]
    [InlineData("""{"a":[]}""", 0, "kind StartObject")]
    [InlineData("""[]""", 0, "kind StartObject")]
    [InlineData("""{}{}""", 0, "not valid JSON")]
    [InlineData("""{} x""", 0, "not valid JSON")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "not valid Unicode")]
    [InlineData("""{/**/}""", 0, "not valid JSON")]
    [InlineData("", 0, "not valid JSON")]
    [InlineData("   ", 0, "not valid JSON")]
    public void Open_HostileHeader_IsRefusedWithTheReason(string header, int dataBytes, string reason)
    {
        string message = Assert.Throws<InvalidDataException>(() => Open(Compose(header, dataBytes))).Message;
        Assert.StartsWith("hostile: ", message);
        Assert.Contains(reason, message);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    [InlineData((1UL << 63) - 1)]
    [InlineData(100_000_001UL)]
    [InlineData(100_000_000UL)]
    [InlineData(3UL)]
    public void Open_HeaderLengthBeyondTheFile_IsRefusedWithoutAllocatingIt(ulong length)
    {
        byte[] file = [.. BitConverter.GetBytes(length), (byte)'{', (byte)'}'];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Open(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Open_DeeplyNestedHeader_IsRefused()
    {
        Assert.Throws<InvalidDataException>(() => Open(Compose("{\"a\":" + new string('[', 100_000), 0)));
        Assert.Throws<InvalidDataException>(() => Open(Compose("{\"a\":{\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}}", 0)));
    }

    [Fact]
    public void Open_HeaderThatIsNotUtf8_IsRefused()
    {
        byte[] file = Compose("""{"?":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4);
        file[Array.IndexOf(file, (byte)'?')] = 0xFF;
        Assert.Contains("UTF-8", Assert.Throws<InvalidDataException>(() => Open(file)).Message);
    }

    [Fact]
    public void Open_NameWithControlCharacters_IsQuotedOnOneLine()
    {
        byte[] file = Compose("{\"a\\n\\u001b[31m" + new string('x', 1000) + "\":{}}", 0);
        string message = Assert.Throws<InvalidDataException>(() => Open(file)).Message;
        Assert.DoesNotContain(message, char.IsControl);
        Assert.InRange(message.Length, 1, 200);
    }

    [Fact]
    public void Open_ZeroSizedTensorsAnywhere_AreAccepted()
    {
        using SafeTensorsFile file = Open(Compose(
            """
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"z":{"dtype":"F64","shape":[0,9],"data_offsets":[4,4]},
             "y":{"dtype":"F64","shape":[0],"data_offsets":[0,0]},"b":{"dtype":"U8","shape":[],"data_offsets":[4,5],"later":{"x":[1]}}}
            """,
            5));
        Assert.Equal(["y", "a", "z", "b"], file.Tensors.Select(t => t.Name));
        file.Read<double>("z", []);
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void Open_CutAtEveryLength_IsRefused()
    {
        byte[] file = CreateSample();
        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file[..length];
            Assert.Throws<InvalidDataException>(() => Open(cut));
        }

        Assert.Throws<InvalidDataException>(() => Open([.. file, 0]));
    }

    [Fact]
    public void Open_FlippedBytes_EitherOpensOrIsRefused()
    {
        byte[] file = CreateSample();
        int headerEnd = PlainSafeTensors.Read(file).DataStart;
        var random = new System.Random(1);
        int opened = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int trial = 0; trial < 5000; trial++)
        {
            byte[] bent = [.. file];
            for (int flips = random.Next(1, 4); flips > 0; flips--) bent[random.Next(headerEnd)] ^= (byte)(1 << random.Next(8));
            try
            {
                using SafeTensorsFile result = Open(bent);
                foreach (SafeTensorInfo tensor in result.Tensors) result.ReadBytes(tensor.Name, new byte[tensor.LengthBytes]);
                opened++;
            }
            catch (InvalidDataException)
            {
                // What a bent file is supposed to give.
            }
        }

        output.WriteLine($"{opened} of 5000 bent files opened.");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5000 * 100_000L);
    }

    [Fact]
    public void Read_WrongTypeOrLengthOrName_IsRefused()
    {
        using SafeTensorsFile file = Open(CreateSample());
        Assert.Contains("I32", Assert.Throws<InvalidDataException>(() => file.Read<float>("ints", new float[2])).Message);
        Assert.Throws<InvalidDataException>(() => file.Read<Half>("weights", new Half[6]));
        Assert.Throws<InvalidDataException>(() => file.Read<int>("weights", new int[6]));
        Assert.Throws<InvalidDataException>(() => file.Read<char>("weights", new char[6]));
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => file.Read<float>("weights", new float[5])).Message);
        Assert.Contains("'weights'", Assert.Throws<InvalidDataException>(() => file.Read<float>("weight", new float[6])).Message);
        Assert.Throws<ArgumentException>(() => file.ReadBytes("weights", new byte[23]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadPart<float>("weights", 4, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadPart<float>("weights", -1, new float[3]));
    }

    [Fact]
    public void ReadPart_AnyRange_IsThatPartOfTheWhole()
    {
        float[] values = [.. Enumerable.Range(0, 100_000).Select(i => (float)i)];
        var writer = new SafeTensorsWriter();
        writer.Add<float>("pad", [3], new float[3]);
        writer.Add<float>("x", SafeTensorsType.F64, [values.Length], values);
        var stream = new MemoryStream();
        writer.Write(stream);
        using SafeTensorsFile file = Open(stream.ToArray());
        foreach ((int start, int length) in new[] { (0, 0), (0, 1), (99_999, 1), (100_000, 0), (8191, 2), (17, 70_000) })
        {
            float[] part = new float[length];
            file.ReadPart<float>("x", start, part);
            Assert.Equal(values[start..(start + length)], part);
        }
    }

    [Fact]
    public void Read_BoolOtherThanZeroAndOne_IsRefused()
    {
        byte[] file = Compose("""{"a":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}}""", 2);
        file[^1] = 1;
        using (SafeTensorsFile good = Open(file))
        {
            bool[] values = new bool[2];
            good.Read<bool>("a", values);
            Assert.Equal([false, true], values);
        }

        file[^1] = 2;
        using SafeTensorsFile bad = Open(file);
        Assert.Throws<InvalidDataException>(() => bad.Read<bool>("a", new bool[2]));
        byte[] raw = new byte[2];
        bad.Read<byte>("a", raw);
        Assert.Equal([0, 2], raw);
    }

    [Fact]
    public void Read_AFileThatShrankAfterOpening_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("x"), CreateSample());
        using var stream = new FileStream(folder.File("x"), FileMode.Open, FileAccess.ReadWrite);
        using var file = SafeTensorsFile.Open(stream, "x", leaveOpen: true);
        stream.SetLength(stream.Length - 30);
        Assert.Throws<InvalidDataException>(() => file.Read<float>("weights", new float[6]));
    }

    [Fact]
    public void Open_AStreamNotAtItsStart_ReadsFromItsPosition()
    {
        var stream = new MemoryStream([1, 2, 3, .. CreateSample()]) { Position = 3 };
        using var file = SafeTensorsFile.Open(stream, "part");
        float[] values = new float[6];
        file.Read<float>("weights", values);
        Assert.Equal([1, 2, 3, 4, 5, 6], values);
        Assert.Equal("pt", file.Metadata["format"]);
    }

    [Fact]
    public void Read_AfterDisposal_IsRefusedThoughTheStreamLives()
    {
        using var stream = new MemoryStream(CreateSample());
        SafeTensorsFile file = SafeTensorsFile.Open(stream, "sample", leaveOpen: true);
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Read<float>("weights", new float[6]));
        Assert.Throws<ObjectDisposedException>(() => file.ReadBytes("weights", new byte[24]));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void Open_FileThatFails_IsClosedAgain()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("x"), [1, 2, 3]);
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Open(folder.File("x")));
        using var exclusive = new FileStream(folder.File("x"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Throws<FileNotFoundException>(() => SafeTensorsFile.Open(folder.File("missing")));
        Assert.Throws<UnauthorizedAccessException>(() => SafeTensorsFile.Open(folder.Path));
    }

    private static SafeTensorsFile Open(byte[] content) => SafeTensorsFile.Open(new MemoryStream(content), "hostile");

    private static byte[] Compose(string header, int dataBytes)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)json.Length), .. json, .. new byte[dataBytes]];
    }

    private static byte[] CreateSample()
    {
        var writer = new SafeTensorsWriter();
        writer.SetMetadata("format", "pt");
        writer.Add<float>("weights", [2, 3], new[] { 1f, 2, 3, 4, 5, 6 });
        writer.Add<int>("ints", [2], new[] { 7, 8 });
        writer.Add<double>("scalar", [], new[] { 9.0 });
        var stream = new MemoryStream();
        writer.Write(stream);
        return stream.ToArray();
    }
}
