using System.Text;
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

    [Fact]
    public void LargeOffsets_ArePredictedWithTheirDigits()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("time.csv"), "a,y\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{1e9 + (i * 0.5)},{1_700_000_000 + (3 * i)}\n")));
        JsonElement trained = Tool.Run(folder.Path, "train", "csv:time.csv", "--target", "y", "--json").Succeeded().Json();
        Assert.True(trained.GetProperty("test").GetProperty("r2").GetDouble() > 0.99);
        string[] lines = Tool.Run(folder.Path, "predict", "time.safetensors", "time.csv").Succeeded().Output.Trim().Split('\n');
        double worst = lines.Select((line, i) => Math.Abs(double.Parse(line) - (1_700_000_000 + (3 * i)))).Max();
        Assert.InRange(worst, 0, 60);
        Assert.True(lines.Distinct().Count() > 190);
        Assert.True(lines.All(line => line.Length < 22));
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("mean")]
    public void MissingValues_AreDroppedOrFilledIn_AlsoInPrediction(string how)
    {
        using var folder = new TemporaryFolder();
        string rows = string.Concat(Enumerable.Range(0, 120).Select(i =>
            $"{(i % 10 == 3 ? "NA" : i)},{(i % 15 == 7 ? "" : i % 2 == 0 ? "red" : "blue")},{(i > 60 ? "late" : "early")}\n"));
        File.WriteAllText(folder.File("gaps.csv"), "time,colour,class\n" + rows);
        Tool.Run(folder.Path, "train", "csv:gaps.csv", "--target", "class").FailedWith(2, "line 5", "'NA'", "dropped", "mean");
        JsonElement trained = Tool.Run(folder.Path, "train", "csv:gaps.csv", "--target", "class", "--missing", how, "--json").Succeeded().Json();
        Assert.True(trained.GetProperty("test").GetProperty("accuracy").GetDouble() >= 0.75);
        Tool.Run(folder.Path, "evaluate", "gaps.safetensors", "csv:gaps.csv").Succeeded();
        Assert.Contains($"missing values: {how}\n", Tool.Run(folder.Path, "inspect", "gaps.safetensors").Succeeded().Output);

        // A missing number is predicted as the mean of the column is.
        double mean = Enumerable.Range(0, 120).Where(i => i % 10 != 3).Average();
        string given = FormattableString.Invariant($"time,colour\n100,red\n,blue\n{mean:R},blue\n1,blue\n");
        ToolResult predicted = Tool.Run(folder.Path, given, [], "predict", "gaps.safetensors", "-");
        if (how == "drop")
        {
            predicted.FailedWith(2, "line 3", "missing");
            return;
        }

        string[] lines = predicted.Succeeded().Output.Trim().Split('\n');
        Assert.StartsWith("late,", lines[0]);
        Assert.StartsWith("early,", lines[3]);
        Assert.Equal(lines[2], lines[1]);
    }

    [Fact]
    public void Headers_AreToldByTheTargetOrByTheUser()
    {
        using var folder = new TemporaryFolder();
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{60 - i},{(i < 30 ? "a" : "b")}\n"));
        File.WriteAllText(folder.File("years.csv"), "2019,2020,kind\n" + rows);
        JsonElement trained = Tool.Run(folder.Path, "train", "csv:years.csv", "--target", "kind", "--json").Succeeded().Json();
        Assert.True(trained.GetProperty("test").GetProperty("accuracy").GetDouble() >= 0.9);
        Assert.Equal(60, Tool.Run(folder.Path, "predict", "years.safetensors", "years.csv").Succeeded().Output.Trim().Split('\n').Length);

        File.WriteAllText(folder.File("index.csv"), ",2019,2020,kind\n" + string.Concat(rows.Trim().Split('\n').Select((row, i) => $"{i},{row}\n")));
        Tool.Run(folder.Path, "train", "csv:index.csv", "--target", "kind").Succeeded();
        Assert.Equal(60, Tool.Run(folder.Path, "predict", "index.safetensors", "index.csv").Succeeded().Output.Trim().Split('\n').Length);
        Tool.Run(folder.Path, "evaluate", "index.safetensors", "csv:index.csv").Succeeded();

        string texts = string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i % 2 == 0 ? "p" : "q")},{(i % 3 == 0 ? "x" : "p")},{(i % 2 == 0 ? "p" : "e")}\n"));
        File.WriteAllText(folder.File("mushrooms.csv"), texts);
        Tool.Run(folder.Path, "train", "csv:mushrooms.csv", "--target", "2", "--header", "no").Succeeded();
        Assert.Equal(60, Tool.Run(folder.Path, "predict", "mushrooms.safetensors", "mushrooms.csv").Succeeded().Output.Trim().Split('\n').Length);

        // Models of the first weeks do not say that there was none.
        string model = Encoding.Latin1.GetString(File.ReadAllBytes(folder.File("mushrooms.safetensors")));
        File.WriteAllBytes(folder.File("old.safetensors"), Encoding.Latin1.GetBytes(model.Replace("header", "reader", StringComparison.Ordinal)));
        Assert.Equal(60, Tool.Run(folder.Path, "predict", "old.safetensors", "mushrooms.csv").Succeeded().Output.Trim().Split('\n').Length);

        // A header may name columns as those of files without one are called.
        File.WriteAllText(folder.File("called.csv"), "c0,c1,c2\n" + rows);
        Tool.Run(folder.Path, "train", "csv:called.csv", "--target", "c2").Succeeded();
        Assert.Equal(60, Tool.Run(folder.Path, "predict", "called.safetensors", "called.csv").Succeeded().Output.Trim().Split('\n').Length);
        Tool.Run(folder.Path, "evaluate", "called.safetensors", "csv:called.csv").Succeeded();
    }

    [Fact]
    public async Task Pipe_IsReadOnce()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("line.csv"), "a,y\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},{2 * i}\n")));
        if (OperatingSystem.IsWindows())
        {
            log.WriteLine("Skipped: there are no named pipes in folders here.");
            return;
        }

        await System.Diagnostics.Process.Start("mkfifo", [folder.File("pipe")]).WaitForExitAsync();
        Task writer = Task.Run(() => File.WriteAllBytes(folder.File("pipe"), File.ReadAllBytes(folder.File("line.csv"))));
        Tool.Run(folder.Path, "train", "csv:pipe", "--target", "y", "--epochs", "2", "--output", "m.safetensors").Succeeded();
        await writer;

        // The same bytes: the same rows are held out.
        JsonElement measured = Tool.Run(folder.Path, "evaluate", "m.safetensors", "csv:line.csv", "--json").Succeeded().Json();
        Assert.Equal(10, measured.GetProperty("count").GetInt32());
    }

    [Fact]
    public void HugeAndTinyNumbers_AreScaledAsAnyOthers()
    {
        using var folder = new TemporaryFolder();
        string Rows(double scale) => "a,b,y\n" + string.Concat(Enumerable.Range(0, 100).Select(i => FormattableString.Invariant($"{i * scale:R},{i * 7 % 5},{(i < 50 ? "low" : "high")}\n")));
        foreach (double scale in (double[])[1e300, 1e-300])
        {
            File.WriteAllText(folder.File("data.csv"), Rows(scale));
            JsonElement trained = Tool.Run(folder.Path, "train", "csv:data.csv", "--target", "y", "--json").Succeeded().Json();
            Assert.True(trained.GetProperty("test").GetProperty("accuracy").GetDouble() >= 0.9);
        }
    }

    [Theory]
    [InlineData("0.5", "x", "from 1 column of numbers, 'kind' (2 categories) to 'y' (a number)")]
    [InlineData("1", "x", "'y' (a number, of 2 different ones; if they are classes, say --classify)")]
    [InlineData("1", "1", "from 2 columns of numbers to 'y'")]
    [InlineData("one", "x", "to 'y' (2 classes)")]
    public void Plan_SaysWhatColumnsAreTakenFor(string target, string kind, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("t.csv"), "a,kind,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i =>
            $"{i},{(i % 3 == 0 ? kind : kind == "1" ? "2" : "z")},{(i % 2 == 0 ? target : target == "one" ? "two" : "2")}\n")));
        Assert.Contains(expected, Tool.Run(folder.Path, "train", "csv:t.csv", "--target", "y", "--epochs", "1").Succeeded().Output);
    }

    [Fact]
    public void PredictionsBeyondTheRangeOfNumbers_AreNamed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("huge.csv"), "a,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{i},{i * 1.7e306:R}\n"))));
        Tool.Run(folder.Path, "train", "csv:huge.csv", "--target", "y", "--layers", "none").Succeeded();
        Tool.Run(folder.Path, "a\n5\n100000\n", [], "predict", "huge.safetensors", "-").FailedWith(2, "line 3", "Infinity");
    }
}
