using System.Buffers.Binary;
using System.IO.Compression;
using FastNN.Serialization;
using FastNN.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Tests.Serialization;

public class NpzFileTests(ITestOutputHelper output)
{
    // Sums that NumPy 1.24 gives, row counts and columns of the data.
    [Theory]
    [InlineData("ch04", 100, 1, 48.27071777308689, 395.82790174068174)]
    [InlineData("ch05", 1000, 2, 91037.27259275179, 420638.45481449645)]
    [InlineData("ch06", 200, 2, 197.45729642068756, 103.0)]
    [InlineData("ch07", 140, 2, 1345.030478798148, 289.0)]
    [InlineData("ch08.test", 100, 1, 50.0, -0.0015127038978850651)]
    [InlineData("ch08.train", 500, 1, 244.58838604784273, 3.7061490864067075)]
    [InlineData("ch09.test", 200, 1, 100.00000000000001, -29.974600234487657)]
    [InlineData("ch09.train", 1000, 1, 498.5271512619768, -146.24655134243022)]
    [InlineData("ch10.test", 100, 2, 253.23017738374097, 50.0)]
    [InlineData("ch10.train", 400, 2, 1012.891343032806, 200.0)]
    [InlineData("ch11.test", 500, 2, 2.69884210045931, 1086.0)]
    [InlineData("ch11.train", 1000, 2, 6.471804256551284, 2212.0)]
    public void ReadAll_TutorialArrays_HaveNumPysSums(string name, int rows, int columns, double dataSum, double labelSum)
    {
        if (SampleData.Find(output, "ai-edu", name + ".npz") is not { } path) return;
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.ReadAll(path);
        Assert.Equal(["data", "label"], arrays.Keys.Order());
        Assert.Equal([rows, columns], arrays["data"].Shape.ToArray().Select(d => (int)d));
        Assert.Equal([rows, 1], arrays["label"].Shape.ToArray().Select(d => (int)d));
        Assert.Equal(dataSum, arrays["data"].ToArray<double>().Sum(), Math.Abs(dataSum) * 1e-12);
        Assert.Equal(labelSum, arrays["label"].ToArray<double>().Sum(), 1e-9);
    }

    [Fact]
    public void ReadAll_TutorialWeights_AreRead()
    {
        if (SampleData.Find(output, "ai-edu", "weights", "ch09-model_131") is not { } folder) return;
        IReadOnlyDictionary<string, NpyArray> second = NpzFile.ReadAll(Path.Combine(folder, "wb2.npz"));
        Assert.Equal([3L, 1], second["weights"].Shape.ToArray());
        Assert.Equal([-2.725455413802343], second["bias"].ToArray<double>());
    }

    [Theory]
    [InlineData("test.npz")]
    [InlineData("test_compressed.npz")]
    public void Read_StoredAndDeflatedSamples_AreRead(string name)
    {
        if (SampleData.Find(output, "npy", name) is not { } path) return;
        using NpzFile file = NpzFile.Open(path);
        Assert.NotEmpty(file.Names);
        int readable = 0;
        foreach (string array in file.Names)
        {
            try
            {
                output.WriteLine($"{array}: {file.Read(array)}");
                readable++;
            }
            catch (InvalidDataException e)
            {
                Assert.Contains("is not supported", e.Message);
            }
        }

        Assert.NotEqual(0, readable);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_AnyArrays_AreReadBackBitForBit(bool isCompressed)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.npz");
        Prop.ForAll(ArbMap.Default.ArbFor<float[]>(), ArbMap.Default.ArbFor<int[]>(), (floats, ints) =>
        {
            NpzFile.Write(
                path,
                [
                    new("floats", NpyArray.Create<float>([floats.Length], floats)),
                    new("größe/ints", NpyArray.Create<int>([ints.Length, 1], ints)),
                ],
                isCompressed);
            using NpzFile file = NpzFile.Open(path);
            return file.Names.SequenceEqual(["floats", "größe/ints"])
                && file.Read("floats").ToArray<float>().AsSpan().SequenceEqual(floats)
                && file.Read("größe/ints").AsSpan<int>().SequenceEqual(ints);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Write_SameArraysTwice_GivesTheSameBytes()
    {
        byte[] first = CreateSample(true);
        Thread.Sleep(10);
        Assert.Equal(first, CreateSample(true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_CutAtEveryLength_IsRefused(bool isCompressed)
    {
        byte[] file = CreateSample(isCompressed);
        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file[..length];
            Assert.Throws<InvalidDataException>(() => ReadAll(cut));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_FlippedBytes_EitherReadsOrIsRefused(bool isCompressed)
    {
        byte[] file = CreateSample(isCompressed);
        var random = new System.Random(1);
        int readable = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int trial = 0; trial < 3000; trial++)
        {
            byte[] bent = [.. file];
            for (int flips = random.Next(1, 4); flips > 0; flips--) bent[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                ReadAll(bent);
                readable++;
            }
            catch (InvalidDataException)
            {
                // What a bent file is supposed to give.
            }
        }

        output.WriteLine($"{readable} of 3000 bent files were readable.");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3000 * 300_000L);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_DamagedElement_FailsTheChecksum(bool isCompressed)
    {
        // In a stored entry every bit of the data counts; a deflated one may also break the format.
        byte[] file = CreateSample(isCompressed);
        int position = isCompressed ? -1 : file.AsSpan().IndexOf(BitConverter.GetBytes(1234.5));
        if (position < 0)
        {
            using var archive = new ZipArchive(new MemoryStream(file));
            position = 30 + "a.npy".Length + (int)(archive.GetEntry("a.npy")!.CompressedLength / 2);
        }

        file[position] ^= 1;
        string message = Assert.Throws<InvalidDataException>(() => ReadAll(file)).Message;
        output.WriteLine(message);
        if (!isCompressed) Assert.Contains("checksum", message);
    }

    [Fact]
    public void Read_EntryThatLiesAboutItsLength_TakesLittleMemory()
    {
        // A header that claims a gigabyte, in an entry whose directory claims the same; 1,000 bytes are there.
        byte[] npy = [.. NpyHeaderOf(1 << 30), .. new byte[1000]];
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("x.npy").Open();
            entry.Write(npy);
        }

        byte[] file = stream.ToArray();
        Assert.Contains("follow the header", Assert.Throws<InvalidDataException>(() => ReadAll(file)).Message);

        int directory = file.AsSpan().IndexOf("PK\x01\x02"u8);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(directory + 24), 128 + (1 << 30));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => ReadAll(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Read_EntryThatInflatesBeyondItsShape_IsRefusedWithoutInflatingIt()
    {
        // 256 MB of zeros behind an array of one byte, with a directory that tells the length of the array alone.
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("x.npy", CompressionLevel.Fastest).Open();
            entry.Write(NpyHeaderOf(1));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 256; i++) entry.Write(zeros);
        }

        byte[] file = stream.ToArray();
        int directory = file.AsSpan().IndexOf("PK\x01\x02"u8);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(directory + 24), 129);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => ReadAll(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Open_DuplicateMissingAndForeignEntries_AreTold()
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("readme.txt");
            archive.CreateEntry("empty.npy");
        }

        using (NpzFile file = NpzFile.Open(new MemoryStream(stream.ToArray()), "odd"))
        {
            Assert.Equal(["empty"], file.Names);
            Assert.Contains("'empty'", Assert.Throws<InvalidDataException>(() => file.Read("empty")).Message);
            Assert.Contains("'empty'", Assert.Throws<InvalidDataException>(() => file.Read("full")).Message);
        }

        stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("a.npy");
            archive.CreateEntry("a.npy");
        }

        Assert.Contains("twice", Assert.Throws<InvalidDataException>(() => NpzFile.Open(new MemoryStream(stream.ToArray()), "odd")).Message);

        using var folder = new TemporaryFolder();
        KeyValuePair<string, NpyArray> array = new("a", NpyArray.Create<int>([1], [1]));
        Assert.Throws<ArgumentException>(() => NpzFile.Write(folder.File("x.npz"), [array, array]));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Open_EmptyArchive_HasNoArrays()
    {
        using var folder = new TemporaryFolder();
        NpzFile.Write(folder.File("x.npz"), []);
        Assert.Empty(NpzFile.ReadAll(folder.File("x.npz")));
    }

    private static byte[] NpyHeaderOf(int count) => NpyHeader.Write(NpyType.UInt8, [count]);

    private static void ReadAll(byte[] content)
    {
        using NpzFile file = NpzFile.Open(new MemoryStream(content), "hostile");
        foreach (string name in file.Names) file.Read(name);
        if (file.Names.Count != 2) throw new InvalidDataException("An entry was renamed.");
    }

    private static byte[] CreateSample(bool isCompressed)
    {
        using var folder = new TemporaryFolder();
        double[] values = new double[20];
        values.AsSpan().Fill(1.25);
        values[10] = 1234.5;
        NpzFile.Write(
            folder.File("x.npz"),
            [new("a", NpyArray.Create<double>([4, 5], values)), new("b", NpyArray.Create<byte>([], [7]))],
            isCompressed);
        return File.ReadAllBytes(folder.File("x.npz"));
    }
}
