using System.Text.Json;
using FastNN.Cli.Lessons;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Cli.Tests.Lessons;

/// <summary>The command <c>fastnn lesson</c> as a process.</summary>
public sealed class LessonCommandTests(ITestOutputHelper log)
{
    private static readonly (string, string)[] s_noData = [("FASTNN_DATA", "")];

    [Fact]
    public void Json_HasTheAgreedShape()
    {
        using var folder = new TemporaryFolder();
        ToolResult result = Tool.Run(folder.Path, "lesson", "logistic-separable", "--json");
        Assert.Equal(0, result.ExitCode);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement root = json.RootElement;
        Assert.Equal(["name", "document", "settings", "expected", "actual", "maxDifference", "passed"],
            root.EnumerateObject().Select(field => field.Name));
        Assert.Equal("logistic-separable", root.GetProperty("name").GetString());
        Assert.Equal("002", root.GetProperty("document").GetString());
        Assert.Equal(Shape(root.GetProperty("expected")), Shape(root.GetProperty("actual")));
        Assert.InRange(root.GetProperty("maxDifference").GetDouble(), 0, 5.1e-9);
        Assert.True(root.GetProperty("passed").GetBoolean());
    }

    [Fact]
    public void List_NamesEveryLesson()
    {
        using var folder = new TemporaryFolder();
        string[] lines = Tool.Run(folder.Path, "lesson", "list").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(LessonCatalog.All.Select(lesson => lesson.Name), lines.Select(line => line.Split(' ')[0]));
        using JsonDocument json = JsonDocument.Parse(Tool.Run(folder.Path, "lesson", "list", "--json").Output);
        Assert.Equal(
            LessonCatalog.All.Select(lesson => lesson.Name),
            json.RootElement.GetProperty("lessons").EnumerateArray().Select(lesson => lesson.GetProperty("name").GetString()));
    }

    [Fact]
    public void Report_IsOnePageWithPlots()
    {
        using var folder = new TemporaryFolder();
        ToolResult result = Tool.Run(folder.Path, "lesson", "xor-sgd", "--report", "page.html");
        Assert.Equal(0, result.ExitCode);
        string page = File.ReadAllText(folder.File("page.html"));
        Assert.Contains("fastnn lesson xor-sgd --report page.html", page);
        Assert.Equal(2, page.Split("<figure>").Length - 1);
        Assert.DoesNotContain("http", page.Replace("http://www.w3.org/2000/svg", "").Replace("http-equiv", ""));
    }

    [Fact]
    public void UnknownLesson_ListsTheKnown()
    {
        using var folder = new TemporaryFolder();
        Tool.Run(folder.Path, "lesson", "nothing").FailedWith(2, "'nothing'", "xor-sgd", "mnist-784-64-16-10");
    }

    [Fact]
    public void MissingData_NamesTheFileAndItsOrigin()
    {
        using var folder = new TemporaryFolder();
        Tool.Run(folder.Path, null, s_noData, "lesson", "mnist-784-64-16-10").FailedWith(2, "mnist", "--data", "FASTNN_DATA", "https://");
        Tool.Run(folder.Path, "lesson", "cat-two-layer", "--data", ".").FailedWith(2, "train_set_x.u8.npy", "numpy.save");
        Tool.Run(folder.Path, "lesson", "advertising", "--data", "none").FailedWith(2, "'none'");
        Tool.Run(folder.Path, null, [("FASTNN_DATA", folder.File("none"))], "lesson", "advertising").FailedWith(2, "Advertising.csv");
    }

    [Fact]
    public void Report_ThatCannotBeWritten_IsOneClearLine()
    {
        using var folder = new TemporaryFolder();
        Tool.Run(folder.Path, "lesson", "xor-sgd", "--report", "none/page.html").FailedWith(2, "--report", "none");
        Tool.Run(folder.Path, "lesson", "xor-sgd", "--report", ".").FailedWith(2, "--report", "folder");
    }

    [Fact]
    public void DamagedData_IsNamed()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("ai-edu"));
        File.WriteAllText(folder.File("ai-edu/ch04.npz"), "no archive");
        Tool.Run(folder.Path, "lesson", "gradient-descent-forms", "--data", ".").FailedWith(2, "ch04.npz");
        Directory.CreateDirectory(folder.File("islr"));
        File.WriteAllText(folder.File("islr/Default.txt"), "1\t2\tYes\n3\tfour\tNo\n");
        Tool.Run(folder.Path, "lesson", "default-mini-batch", "--data", ".").FailedWith(2, "Default.txt", "not as expected");
    }

    [Fact]
    public void CatNetwork_WhereThereAreData_RepeatsTheCostCurve()
    {
        if (!LessonData.TryFind(log, out string data)) return;
        using var folder = new TemporaryFolder();
        ToolResult result = Tool.Run(folder.Path, "lesson", "cat-two-layer", "--data", data, "--json");
        Assert.Equal(0, result.ExitCode);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.InRange(json.RootElement.GetProperty("maxDifference").GetDouble(), 0, 1e-9);
        Assert.True(json.RootElement.GetProperty("settings").GetProperty("seconds_per_iteration").GetDouble() > 0);
    }

    private static string Shape(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", element.EnumerateObject().Select(field => field.Name + Shape(field.Value))) + "}",
        JsonValueKind.Array => "[" + string.Join(",", element.EnumerateArray().Select(Shape)) + "]",
        _ => "#",
    };
}
