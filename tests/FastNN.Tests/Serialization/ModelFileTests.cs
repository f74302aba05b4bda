using FastNN.Layers;
using FastNN.Random;
using FastNN.Serialization;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Serialization;

public class ModelFileTests
{
    [Fact]
    public void Load_OfASavedModel_PredictsTheSameBits()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        using Sequential<double> model = EveryKind<double>();
        model.Save(path, new Dictionary<string, string> { ["note"] = "Ünïcode" });
        using Sequential<double> loaded = ModelFile.Load<double>(path, out IReadOnlyDictionary<string, string> metadata);
        Assert.Equal("Ünïcode", metadata["note"]);
        Assert.Equal(Predict(model), Predict(loaded));
        Assert.Equal(0.2, Assert.IsType<LeakyReLU<double>>(loaded.Layers[5]).Slope);
    }

    [Fact]
    public void Load_InAnotherPrecision_Converts()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        using Sequential<double> model = EveryKind<double>();
        model.Save(path);
        using Sequential<float> narrow = ModelFile.Load<float>(path);
        Assert.Equal((float)model.Layers[0].Parameters[0].Values[3], narrow.Layers[0].Parameters[0].Values[3]);
    }

    [Fact]
    public void Save_TensorsHaveTheNamesAndShapesOfTheSpecification()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        using Sequential<double> model = EveryKind<double>();
        model.Save(path);
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        Assert.Equal(["layers.0.bias", "layers.0.weight", "layers.2.bias", "layers.2.weight", "layers.4.bias", "layers.4.weight", "layers.6.bias", "layers.6.weight"], file.Tensors.Select(t => t.Name).Order());
        Assert.Equal([3L, 4L], file["layers.0.weight"].Shape.ToArray());
        Assert.Equal([4L], file["layers.0.bias"].Shape.ToArray());
        ModelSummary summary = ModelFile.Inspect(path);
        Assert.Equal(model.ParameterCount, summary.ParameterCount);
        Assert.Equal(["linear", "sigmoid", "linear", "relu", "linear", "leaky-relu", "linear", "tanh", "softmax"], summary.Layers.Select(layer => layer.Kind));
        Assert.Equal((3, 2), (summary.InputSize, summary.OutputSize));
    }

    [Theory]
    [InlineData("{\"version\":2,\"layers\":[]}", "version 2")]
    [InlineData("{\"version\":1,\"layers\":[]}", "layers")]
    [InlineData("{\"version\":1,\"layers\":[{\"kind\":\"sigmoid\"}]}", "first layer")]
    [InlineData("{\"version\":1,\"layers\":[{\"kind\":\"linear\",\"inputs\":2000000000,\"outputs\":2000000000}]}", "shape")]
    [InlineData("{\"version\":1,\"layers\":[{\"kind\":\"linear\",\"inputs\":-1,\"outputs\":2}]}", "inputs")]
    [InlineData("{\"version\":1,\"layers\":[{\"kind\":\"linear\",\"inputs\":3,\"outputs\":4},{\"kind\":\"linear\",\"inputs\":3,\"outputs\":4}]}", "takes 3")]
    [InlineData("{\"version\":1,\"layers\":[{\"kind\":\"linear\",\"inputs\":3,\"outputs\":4},{\"kind\":\"quantum\"}]}", "quantum")]
    [InlineData("{\"version\":1,\"layers\":[{\"kind\":\"linear\",\"inputs\":3,\"outputs\":4},{\"kind\":\"leaky-relu\",\"slope\":7}]}", "slope")]
    [InlineData("{\"version\":1,\"layers\":[{\"kind\":7}]}", "kind")]
    [InlineData("{\"version\":1,\"layers\":[{\"kind\":\"linear\",\"inputs\":3,\"outputs\":4},{\"kind\":\"\\ud800\"}]}", "JSON")]
    [InlineData("{\"version\":1,\"versio\\ud800\":1,\"layers\":[]}", "JSON")]
    [InlineData("{\"version\":1,\"version\":1,\"layers\":[]}", "'version' is there twice")]
    [InlineData("{\"version\":1,\"layers\":[{\"kind\":\"linear\",\"inputs\":3,\"inputs\":3,\"outputs\":4}]}", "'inputs' is there twice")]
    [InlineData("[]", "object")]
    [InlineData("{", "JSON")]
    public void Load_ArchitectureThatIsWrong_SaysWhatAndWhere(string architecture, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        var writer = new SafeTensorsWriter();
        writer.Add<float>("layers.0.weight", [3, 4], new float[12]);
        writer.Add<float>("layers.0.bias", [4], new float[4]);
        writer.SetMetadata("fastnn.model", architecture);
        writer.Save(path);
        InvalidDataException fault = Assert.Throws<InvalidDataException>(() => ModelFile.Load<float>(path));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileWithoutArchitecture_SaysThatItIsNoModel()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("tensors.safetensors");
        var writer = new SafeTensorsWriter();
        writer.Add<float>("x", [2], new float[2]);
        writer.Save(path);
        Assert.Contains("not saved by FastNN", Assert.Throws<InvalidDataException>(() => ModelFile.Load<float>(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileCutAnywhere_FailsCleanly()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        using Sequential<double> model = EveryKind<double>();
        model.Save(path);
        byte[] whole = File.ReadAllBytes(path);
        string cut = folder.File("cut.safetensors");
        for (int length = 0; length < whole.Length; length += 3)
        {
            File.WriteAllBytes(cut, whole[..length]);
            Assert.Throws<InvalidDataException>(() => ModelFile.Load<double>(cut));
        }
    }

    [Fact]
    public void Save_MetadataUnderTheLibrarysKey_IsRejected()
    {
        using var folder = new TemporaryFolder();
        using Sequential<double> model = EveryKind<double>();
        Assert.Throws<ArgumentException>(() => model.Save(folder.File("m"), new Dictionary<string, string> { ["fastnn.model"] = "x" }));
    }

    private static Sequential<T> EveryKind<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => new(
            seed: 3,
            new Linear<T>(3, 4),
            new Sigmoid<T>(),
            new Linear<T>(4, 4),
            new ReLU<T>(),
            new Linear<T>(4, 4),
            new LeakyReLU<T>(0.2),
            new Linear<T>(4, 2),
            new Tanh<T>(),
            new Softmax<T>());

    private static double[] Predict(Sequential<double> model)
    {
        var input = new double[30];
        new RandomStream(1).FillNormal<double>(input, 0, 1);
        var output = new double[20];
        model.Predict(input, output);
        return output;
    }
}
