using System.Text.Json;
using FastNN.Testing;
using Xunit;

namespace FastNN.Cli.Tests;

public sealed class TrainTests
{
    [Fact]
    public void Json_HasTheFieldsAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        JsonElement json = Tool.Run(folder.Path, "train", "digits", "--epochs", "2", "--layers", "16:relu,8:tanh", "--json").Succeeded().Json();
        Assert.Equal(
            ["dataset", "layers", "parameters", "epochs", "test", "seconds", "allocatedBytesPerStep", "isa", "threads", "model"], Names(json));
        Assert.Equal("digits", json.GetProperty("dataset").GetString());
        Assert.Equal(5, json.GetProperty("layers").GetArrayLength());
        Assert.Equal((785 * 16) + (17 * 8) + (9 * 10), json.GetProperty("parameters").GetInt32());
        Assert.Equal(2, json.GetProperty("epochs").GetArrayLength());
        Assert.Equal(
            ["epoch", "trainLoss", "trainAccuracy", "validationLoss", "validationAccuracy", "seconds"], Names(json.GetProperty("epochs")[1]));
        Assert.Equal(["loss", "accuracy"], Names(json.GetProperty("test")));
        Assert.Equal(0, json.GetProperty("allocatedBytesPerStep").GetInt64());
        Assert.Equal("digits.safetensors", json.GetProperty("model").GetString());
        Assert.True(File.Exists(folder.File("digits.safetensors")));
    }

    [Fact]
    public void Json_OfRegression_HasR2()
    {
        using var folder = new TemporaryFolder();
        WriteLine(folder.File("line.csv"));
        JsonElement json = Tool.Run(folder.Path, "train", "csv:line.csv", "--target", "y", "--epochs", "30", "--json").Succeeded().Json();
        Assert.Equal(["epoch", "trainLoss", "trainR2", "validationLoss", "validationR2", "seconds"], Names(json.GetProperty("epochs")[0]));
        Assert.Equal(["loss", "r2"], Names(json.GetProperty("test")));
        Assert.True(json.GetProperty("test").GetProperty("r2").GetDouble() > 0.9);
    }

    [Theory]
    [InlineData("f32", "adam")]
    [InlineData("f64", "sgd")]
    public void SameSeed_GivesTheSameBits_ForAnyNumberOfThreads(string precision, string optimizer)
    {
        using var folder = new TemporaryFolder();
        string[] runs = [.. new[] { "1", "1", "2" }.Select(threads =>
        {
            JsonElement json = Tool.Run(
                folder.Path,
                ["train", "digits", "--epochs", "2", "--layers", "128:sigmoid,32:tanh", "--optimizer", optimizer, "--precision", precision, "--seed", "5", "--threads", threads, "--json"]).Succeeded().Json();
            var tensors = PlainSafeTensors.Read(File.ReadAllBytes(folder.File("digits.safetensors"))).Tensors;
            string weights = string.Join(';', tensors.OrderBy(t => t.Key).Select(t => $"{t.Key} {Convert.ToHexString(t.Value.Bytes)}"));
            return json.GetProperty("test").GetRawText() + WithoutSeconds(json.GetProperty("epochs")) + weights;
        })];
        Assert.Equal(runs[0], runs[1]);
        Assert.Equal(runs[0], runs[2]);
    }

    [Fact]
    public void Digits_ByDefault_ReachNinetySevenPercent()
    {
        using var folder = new TemporaryFolder();
        JsonElement json = Tool.Run(folder.Path, "train", "digits", "--json").Succeeded().Json();
        Assert.True(json.GetProperty("test").GetProperty("accuracy").GetDouble() >= 0.97);
    }

    [Theory]
    [InlineData("rmsprop", "0.9")]
    [InlineData("adagrad", "0")]
    public void OtherOptimizers_Learn(string optimizer, string momentum)
    {
        using var folder = new TemporaryFolder();
        JsonElement json = Tool.Run(folder.Path, "train", "digits", "--epochs", "3", "--optimizer", optimizer, "--momentum", momentum, "--json").Succeeded().Json();
        Assert.True(json.GetProperty("test").GetProperty("accuracy").GetDouble() >= 0.9);
        Assert.Equal(0, json.GetProperty("allocatedBytesPerStep").GetInt64());
    }

    [Fact]
    public void ClipNorm_TamesALearningRateThatDiverges_AndIsKeptWithTheModel()
    {
        using var folder = new TemporaryFolder();
        WriteLine(folder.File("line.csv"));
        string[] diverges = ["train", "csv:line.csv", "--target", "y", "--layers", "8:relu", "--optimizer", "sgd", "--learning-rate", "30", "--json"];
        Tool.Run(folder.Path, diverges).FailedWith(1, "epoch");
        JsonElement json = Tool.Run(folder.Path, [.. diverges, "--clip-norm", "0.001"]).Succeeded().Json();
        Assert.True(json.GetProperty("test").GetProperty("r2").GetDouble() > 0.9);
        Assert.Contains("gradient norm up to 0.001,", Tool.Run(folder.Path, "inspect", "line.safetensors").Succeeded().Output);
    }

    [Fact]
    public void Plain_HasALinePerEpoch()
    {
        using var folder = new TemporaryFolder();
        string[] lines = Tool.Run(folder.Path, "train", "digits", "--epochs", "3", "--layers", "none", "--validation", "0").Succeeded().Output.Trim().Split('\n');
        Assert.Equal(3, lines.Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        Assert.DoesNotContain('\u001b', string.Concat(lines));
        Assert.StartsWith("test: ", lines[^2]);
        Assert.Contains("digits.safetensors", lines[^1]);
    }

    [Fact]
    public void Divergence_IsReported_AndTheOldModelStays()
    {
        using var folder = new TemporaryFolder();
        WriteLine(folder.File("line.csv"));
        File.WriteAllText(folder.File("line.safetensors"), "precious");
        Tool.Run(folder.Path, "train", "csv:line.csv", "--target", "y", "--layers", "8:relu", "--optimizer", "sgd", "--learning-rate", "1e20", "--json")
            .FailedWith(1, "epoch");
        Assert.Equal("precious", File.ReadAllText(folder.File("line.safetensors")));
    }

    [Fact]
    public void TwoClasses_LearnWithOneOutput()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("sides.csv"), ["x,z,side", .. Enumerable.Range(0, 80).Select(i => $"{i % 9},{i % 7},{(i % 9 > i % 7 ? "left" : "right")}")]);
        JsonElement json = Tool.Run(folder.Path, "train", "csv:sides.csv", "--target", "side", "--loss", "bce", "--json").Succeeded().Json();
        Assert.Equal(1, json.GetProperty("layers").EnumerateArray().Last().GetProperty("outputs").GetInt32());
        Assert.True(json.GetProperty("test").GetProperty("accuracy").GetDouble() >= 0.9);
        string[] lines = Tool.Run(folder.Path, "predict", "sides.safetensors", "sides.csv").Succeeded().Output.Trim().Split('\n');
        Assert.Equal(80, lines.Length);
        Assert.All(lines, line => Assert.InRange(double.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture), 0.5, 1));
    }

    internal static void WriteLine(string path) =>
        File.WriteAllLines(path, ["a,b,y", .. Enumerable.Range(0, 60).Select(i => $"{i % 10},{i % 7},{1000 + (3 * (i % 10)) - (2 * (i % 7))}")]);

    private static string[] Names(JsonElement json) => [.. json.EnumerateObject().Select(field => field.Name)];

    private static string WithoutSeconds(JsonElement epochs) => string.Join(
        ';', epochs.EnumerateArray().SelectMany(epoch => epoch.EnumerateObject()).Where(field => field.Name != "seconds").Select(field => field.ToString()));
}
