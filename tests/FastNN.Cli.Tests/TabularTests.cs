using System.Text.Json;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Cli.Tests;

public sealed class TabularTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData("iris.csv")]
    [InlineData("wine_data.csv")]
    [InlineData("breast_cancer.csv")]
    public void ClassicSet_ByDefault_IsLearned(string file)
    {
        if (SampleData.Find(log, "tabular", file) is not { } path) return;
        using var folder = new TemporaryFolder();
        JsonElement trained = Tool.Run(folder.Path, "train", $"csv:{path}", "--target", "class", "--json").Succeeded().Json();
        Assert.True(trained.GetProperty("test").GetProperty("accuracy").GetDouble() >= 0.93);
        string model = trained.GetProperty("model").GetString()!;
        JsonElement measured = Tool.Run(folder.Path, "evaluate", model, $"csv:{path}", "--json").Succeeded().Json();
        Assert.Equal(trained.GetProperty("test").GetProperty("loss").GetRawText(), measured.GetProperty("loss").GetRawText());

        // Rows as they stand in the file, with no header and without the target.
        string[] rows = [.. File.ReadLines(path).Skip(1).Where(line => line.Length > 0)];
        string bare = string.Join('\n', rows.Select(row => row[..row.LastIndexOf(',')]));
        string[] names = [.. File.ReadLines(path).First().Split(',').Skip(2)];
        string[] lines = Tool.Run(folder.Path, bare, [], "predict", model, "-").Succeeded().Output.Trim().Split('\n');
        Assert.Equal(rows.Length, lines.Length);
        int hits = lines.Where((line, i) => line.Split(',')[0] == names[int.Parse(rows[i].Split(',')[^1])]).Count();
        Assert.True(hits >= 0.93 * rows.Length);
    }

    [Fact]
    public void Advertising_IsLearnedAsRegression()
    {
        if (SampleData.Find(log, "islr", "Advertising.csv") is not { } path) return;
        using var folder = new TemporaryFolder();
        JsonElement trained = Tool.Run(folder.Path, "train", $"csv:{path}", "--target", "sales", "--ignore", "c0", "--json").Succeeded().Json();
        Assert.True(trained.GetProperty("test").GetProperty("r2").GetDouble() >= 0.93);
    }

    [Fact]
    public void Default_WithTextFeaturesAndClasses_IsLearned()
    {
        if (SampleData.Find(log, "islr", "Default.csv") is not { } path) return;
        using var folder = new TemporaryFolder();
        JsonElement trained = Tool.Run(folder.Path, "train", $"csv:{path}", "--target", "default", "--epochs", "10", "--json").Succeeded().Json();
        Assert.True(trained.GetProperty("test").GetProperty("accuracy").GetDouble() >= 0.96);
        Assert.Equal(4, trained.GetProperty("layers")[0].GetProperty("inputs").GetInt32());
    }
}
