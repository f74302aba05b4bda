using System.Globalization;
using System.Text;
using System.Text.Json;
using FastNN.Data;
using FastNN.Testing;
using Xunit;

namespace FastNN.Cli.Tests;

public sealed class SavedModelTests
{
    [Theory]
    [InlineData("f32")]
    [InlineData("f64")]
    public void EvaluateAndPredict_OfDigits_GiveWhatTrainingReported(string precision)
    {
        using var folder = new TemporaryFolder();
        JsonElement trained = Tool.Run(folder.Path, "train", "digits", "--epochs", "2", "--seed", "9", "--precision", precision, "--json").Succeeded().Json();
        JsonElement measured = Tool.Run(folder.Path, "evaluate", "digits.safetensors", "digits", "--json").Succeeded().Json();
        Assert.Equal(["loss", "accuracy", "count"], measured.EnumerateObject().Select(field => field.Name));
        Assert.Equal(2400, measured.GetProperty("count").GetInt32());
        foreach (string figure in new[] { "loss", "accuracy" })
        {
            Assert.Equal(trained.GetProperty("test").GetProperty(figure).GetRawText(), measured.GetProperty(figure).GetRawText());
        }

        Dataset<float> test = SyntheticDigits.Create<float>(12_000, 9).Split(0.8).Test;
        var rows = new StringBuilder();
        for (int row = 0; row < test.Count; row++)
        {
            string[] pixels = [.. test.Batch(row, 1).Features.ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture))];
            rows.AppendJoin(',', pixels).Append('\n');
        }

        string[] lines = Tool.Run(folder.Path, rows.ToString(), [], "predict", "digits.safetensors", "-").Succeeded().Output.Trim().Split('\n');
        Assert.Equal(test.Count, lines.Length);
        int hits = lines.Where((line, row) => line.Split(',')[0] == test.Targets.Span[row].ToString(CultureInfo.InvariantCulture)).Count();
        Assert.Equal(trained.GetProperty("test").GetProperty("accuracy").GetDouble(), hits / (double)test.Count, 12);
    }

    [Fact]
    public void Evaluate_ChoosesRowsByContentAndSplit()
    {
        using var folder = new TemporaryFolder();
        TrainTests.WriteLine(folder.File("line.csv"));
        JsonElement trained = Tool.Run(folder.Path, "train", "csv:line.csv", "--target", "y", "--epochs", "5", "--json").Succeeded().Json();
        File.Copy(folder.File("line.csv"), folder.File("copy.csv"));
        File.WriteAllLines(folder.File("other.csv"), File.ReadLines(folder.File("line.csv")).Take(31));
        JsonElement Measure(params string[] arguments) => Tool.Run(folder.Path, ["evaluate", "line.safetensors", .. arguments, "--json"]).Succeeded().Json();
        JsonElement test = Measure("csv:copy.csv");
        Assert.Equal(12, test.GetProperty("count").GetInt32());
        Assert.Equal(trained.GetProperty("test").GetProperty("loss").GetRawText(), test.GetProperty("loss").GetRawText());
        Assert.Equal(trained.GetProperty("test").GetProperty("r2").GetRawText(), test.GetProperty("r2").GetRawText());
        Assert.Equal(48, Measure("csv:line.csv", "--split", "train").GetProperty("count").GetInt32());
        Assert.Equal(60, Measure("csv:line.csv", "--split", "all").GetProperty("count").GetInt32());
        Assert.Equal(30, Measure("csv:other.csv").GetProperty("count").GetInt32());
        Tool.Run(folder.Path, "evaluate", "line.safetensors", "digits").FailedWith(2, "CSV", "images");
    }

    [Fact]
    public void Predict_TakesColumnsInAnyOrder_AndAnswersInTheTargetsUnits()
    {
        using var folder = new TemporaryFolder();
        TrainTests.WriteLine(folder.File("line.csv"));
        Tool.Run(folder.Path, "train", "csv:line.csv", "--target", "y", "--layers", "none", "--epochs", "200", "--json").Succeeded();
        string[] lines = Tool.Run(folder.Path, "unused;b;a\nx;2;4\ny;0;9\n", [], "predict", "line.safetensors", "-").Succeeded().Output.Trim().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Equal(1008, double.Parse(lines[0], CultureInfo.InvariantCulture), 1.0);
        Assert.Equal(1027, double.Parse(lines[1], CultureInfo.InvariantCulture), 1.0);
        Tool.Run(folder.Path, "b\n2\n", [], "predict", "line.safetensors", "-").FailedWith(2, "standard input", "'a'");
        Tool.Run(folder.Path, "a,b\n2,zwei\n", [], "predict", "line.safetensors", "-").FailedWith(2, "line 2", "'zwei'");
    }

    [Theory]
    [InlineData("f32", "F32", 4)]
    [InlineData("f64", "F64", 8)]
    public void Model_OpensInAReaderThatKnowsOnlyTheFormat(string precision, string type, int bytes)
    {
        using var folder = new TemporaryFolder();
        Tool.Run(folder.Path, "train", "digits", "--epochs", "1", "--layers", "8:tanh", "--precision", precision, "--json").Succeeded();
        var (metadata, tensors, _) = PlainSafeTensors.Read(File.ReadAllBytes(folder.File("digits.safetensors")));
        Assert.Equal(["layers.0.bias", "layers.0.weight", "layers.2.bias", "layers.2.weight"], tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([784, 8], tensors["layers.0.weight"].Shape);
        Assert.All(tensors.Values, tensor => Assert.Equal(type, tensor.Type));
        Assert.All(tensors.Values, tensor => Assert.Equal(tensor.Shape.Aggregate(1L, (p, d) => p * d) * bytes, tensor.Bytes.Length));
        using var card = JsonDocument.Parse(metadata["fastnn.tool"]);
        Assert.Equal("digits", card.RootElement.GetProperty("data").GetProperty("source").GetString());
    }

    [Fact]
    public void Inspect_ShowsLayersAndTraining()
    {
        using var folder = new TemporaryFolder();
        TrainTests.WriteLine(folder.File("line.csv"));
        Tool.Run(folder.Path, "train", "csv:line.csv", "--target", "y", "--layers", "4:leaky-relu:0.2", "--epochs", "2", "--seed", "18446744073709551615").Succeeded();
        JsonElement json = Tool.Run(folder.Path, "inspect", "line.safetensors", "--json").Succeeded().Json();
        Assert.Equal(17, json.GetProperty("parameters").GetInt32());
        Assert.Equal(0.2, json.GetProperty("layers")[1].GetProperty("slope").GetDouble());
        Assert.Equal(ulong.MaxValue, json.GetProperty("seed").GetUInt64());
        Assert.Equal("regression", json.GetProperty("task").GetString());
        Assert.Contains("layer 0: linear 2 → 4", Tool.Run(folder.Path, "inspect", "line.safetensors").Succeeded().Output);
    }
}
