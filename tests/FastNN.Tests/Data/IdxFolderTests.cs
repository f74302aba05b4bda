using FastNN.Data;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Tests.Data;

public sealed class IdxFolderTests(ITestOutputHelper output)
{
    private static readonly byte[] s_images = IdxReaderTests.File(0x08, [2, 2, 3], [0, 255, 51, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    private static readonly byte[] s_labels = IdxReaderTests.File(0x08, [2], [1, 4]);

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", false)]
    [InlineData("train-images.idx3-ubyte", "train-labels.idx1-ubyte", "t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte", true)]
    [InlineData("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "test-images-idx3-ubyte.gz", "test-labels-idx1-ubyte.gz", true)]
    [InlineData("emnist-letters-train-images-idx3-ubyte.gz", "emnist-letters-train-labels-idx1-ubyte", "x-t10k-images.idx3-ubyte", "t10k-labels-idx1-ubyte", false)]
    public void Load_EverySpelling_Works(string trainImages, string trainLabels, string testImages, string testLabels, bool compressed)
    {
        using var folder = new TemporaryFolder();
        byte[] Packed(byte[] content) => compressed ? Gzip.Compress(content) : content;
        folder.Write(trainImages, Packed(s_images));
        folder.Write(trainLabels, Packed(s_labels));
        folder.Write(testImages, Packed(s_images));
        folder.Write(testLabels, Packed(IdxReaderTests.File(0x08, [2], [6, 0])));
        var (train, test) = IdxFolder.Load<float>(folder.Path);
        Assert.Equal((2, 6, 7), (train.Count, train.FeatureCount, train.ClassCount));
        Assert.Equal([0f, 1f, 0.2f], train.Features[..3].ToArray());
        Assert.Equal([1f, 4f], train.Targets.ToArray());
        Assert.Equal([6f, 0f], test.Targets.ToArray());
        Assert.Equal(7, test.ClassCount);
    }

    [Fact]
    public void Load_MissingFileOrFolder_IsNamed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("train-images-idx3-ubyte", s_images);
        var fault = Assert.Throws<FileNotFoundException>(() => IdxFolder.Load<float>(folder.Path));
        Assert.Contains("train-labels-idx1-ubyte", fault.Message);
        Assert.Contains(folder.Path, fault.Message);
        Assert.Throws<DirectoryNotFoundException>(() => IdxFolder.Load<float>(Path.Combine(folder.Path, "none")));
    }

    [Fact]
    public void Load_SeveralFilesThatCouldBeMeant_IsAskedBack()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a-train-images-idx3-ubyte", s_images);
        folder.Write("b-train-images-idx3-ubyte", s_images);
        Assert.Contains("b-train-images", Assert.Throws<InvalidDataException>(() => IdxFolder.Load<float>(folder.Path)).Message);
    }

    [Fact]
    public void LoadPair_FilesThatDoNotBelongTogether_AreNamed()
    {
        using var folder = new TemporaryFolder();
        string images = folder.Write("images", s_images), labels = folder.Write("labels", s_labels);
        string three = folder.Write("three", IdxReaderTests.File(0x08, [3], [1, 2, 3]));
        string floats = folder.Write("floats", IdxReaderTests.File(0x0D, [1, 1, 1], [0, 0, 0, 0]));
        string none = folder.Write("none", IdxReaderTests.File(0x08, [0, 28, 28], []));
        string Fault(string imagesPath, string labelsPath, int classCount = 0) =>
            Assert.Throws<InvalidDataException>(() => IdxFolder.LoadPair<double>(imagesPath, labelsPath, classCount)).Message;

        Assert.Contains("3 labels do not fit the 2 images", Fault(images, three));
        Assert.Contains("seems to hold images", Fault(images, images));
        Assert.Contains("seems to hold labels", Fault(labels, labels));
        Assert.Contains("type Single", Fault(floats, labels));
        Assert.Contains("holds no images", Fault(none, labels));
        Assert.Contains("label 4", Fault(images, labels, classCount: 4));
        Assert.Equal(9, IdxFolder.LoadPair<double>(images, labels, classCount: 9).ClassCount);
    }

    [Fact]
    public void Load_Mnist_IsWhatItIsKnownToBe()
    {
        if (SampleData.Find(output, "mnist") is not { } path) return;
        var (train, test) = IdxFolder.Load<float>(path);
        Assert.Equal((60_000, 784, 10), (train.Count, train.FeatureCount, train.ClassCount));
        Assert.Equal([5f, 0f, 4f, 1f, 9f], train.Targets[..5].ToArray());
        Assert.Equal([7f, 2f, 1f, 0f, 4f], test.Targets[..5].ToArray());
        Assert.Equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], train.CountByClass());
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], test.CountByClass());

        // The mean and standard deviation that every framework's MNIST example normalises by.
        double sum = 0, squares = 0;
        foreach (float pixel in train.Features.Span)
        {
            sum += pixel;
            squares += (double)pixel * pixel;
        }

        double mean = sum / train.Features.Length;
        Assert.Equal(0.1307, mean, 4);
        Assert.Equal(0.3081, Math.Sqrt((squares / train.Features.Length) - (mean * mean)), 4);
    }
}
