using System.Text.RegularExpressions;
using FastNN.Cli.Reporting;
using FastNN.Testing;
using FastNN.Training;
using Spectre.Console;
using Xunit;

namespace FastNN.Cli.Tests.Reporting;

public sealed class ReportTests
{
    [Fact]
    public void Html_EscapesEveryText()
    {
        string html = DemoPages.Hostile().ToHtml();
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("<td>&amp;amp;</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Escape_LeavesNothingThatXmlForbids() =>
        Assert.Equal("&amp;&lt;&gt;&quot;&#39;\t\n\ufffd\ufffd中\ufffd", HtmlText.Escape("&<>\"'\t\n\0\u001b中\ud800"));

    [Fact]
    public void Html_LoadsNothingFromElsewhere()
    {
        foreach ((string name, Report page) in DemoPages.All)
        {
            string html = page.ToHtml();
            Assert.DoesNotContain("http:", html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("https:", html, StringComparison.Ordinal);
            Assert.All(Regex.Matches(html, "(?:src|href)=\"([^\"]*)\"").Select(match => match.Groups[1].Value), value => Assert.StartsWith("data:image/png;base64,", value));
            Assert.True(html.Contains("<html lang=\"en\">", StringComparison.Ordinal), name);
        }
    }

    [Fact]
    public void Html_HasFiguresTablesCommandAndEnvironment()
    {
        string html = DemoPages.ThreeClasses().ToHtml([("processor", "of a test")]);
        Assert.Equal(4, html.Split("<figcaption>").Length - 1);
        Assert.Contains("<th scope=\"col\" class=\"number\">accuracy</th>", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">train</th><td class=\"number\">0.1020</td>", html, StringComparison.Ordinal);
        Assert.Contains("<code>fastnn lesson three-class-2-3-3 --report page.html</code>", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">processor</th><td>of a test</td>", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">learning rate</th><td>0.1</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_RowsOfAnotherLength_AreRejected() =>
        Assert.Throws<ArgumentException>(() => new Report("t", "c").Table("caption", ["a", "b"], [["1", "2", "3"]]));

    [Fact]
    public void Command_IsReadBackByAShell() =>
        Assert.Equal("fastnn train 'csv:it'\\''s here.csv' --layers 8:relu,4:tanh '' '$HOME'", CommandText.Of(["train", "csv:it's here.csv", "--layers", "8:relu,4:tanh", "", "$HOME"]));

    [Fact]
    public void Save_WherePathCannotBeWritten_SaysSoInOneLine()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("cannot write", Assert.Throws<OutputException>(() => DemoPages.Curve().Save(folder.Path)).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("--report", Assert.Throws<UsageException>(() => Report.Check(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => Report.Check(folder.File("nowhere/page.html")));
    }

    [Fact]
    public void Train_WhereReportCannotBeWritten_StopsBeforeTraining()
    {
        using var folder = new TemporaryFolder();
        ToolResult result = Tool.Run(folder.Path, "train", "digits", "--report", "nowhere/page.html");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Matches("^fastnn: --report: there is no folder '[^\n]*nowhere'\n$", result.Error);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));

        // Not writable for anybody, root included.
        result = Tool.Run(folder.Path, "train", "digits", "--report", "/proc/page.html");
        if (OperatingSystem.IsLinux()) Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        result = Tool.Run(folder.Path, "train", "digits", "--report", "same.html", "--output", "./same.html");
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public void Train_OnTables_WritesPagesOfBothKinds()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("line.csv"), ["x,y", .. Enumerable.Range(0, 60).Select(i => $"{i},{3 * i}")]);
        File.WriteAllLines(folder.File("sides.csv"), ["x,z,side", .. Enumerable.Range(0, 80).Select(i => $"{i % 9},{i % 7},{(i % 9 > i % 7 ? "<left>" : "right")}")]);
        Tool.Run(folder.Path, "train", "csv:line.csv", "--target", "y", "--epochs", "5", "--report", "line.html").Succeeded();
        Tool.Run(folder.Path, "train", "csv:sides.csv", "--target", "side", "--epochs", "5", "--loss", "bce", "--report", "sides.html").Succeeded();
        string line = File.ReadAllText(folder.File("line.html")), sides = File.ReadAllText(folder.File("sides.html"));
        Assert.Contains("<title>Predicted against actual y</title>", line, StringComparison.Ordinal);
        Assert.Contains("<title>R² by epoch</title>", line, StringComparison.Ordinal);
        Assert.Contains("<title>Confusion matrix of the test rows</title>", sides, StringComparison.Ordinal);
        Assert.Contains("<title>Receiver operating characteristic of the test rows</title>", sides, StringComparison.Ordinal);
        Assert.Contains("<code>fastnn train csv:sides.csv --target side --epochs 5 --loss bce --report sides.html</code>", sides, StringComparison.Ordinal);
        Assert.DoesNotContain("<left>", sides, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(200)]
    public void LossChart_FitsTheTerminal(int width)
    {
        EpochRecord[] epochs = [.. Enumerable.Range(1, 25).Select(i => new EpochRecord(i, Figures(1.0 / i), Figures(i == 4 ? double.NaN : 1.2 / i), 1, 0))];
        var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Write(new LossChart(epochs));
        string[] lines = text.ToString().TrimEnd().Split('\n');
        Assert.Equal(10, lines.Length);
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= width, line));
        Assert.Contains("1.20000", lines[0], StringComparison.Ordinal);
        Assert.Contains("0.04000", lines[7], StringComparison.Ordinal);
        Assert.Contains("train validation", lines[9], StringComparison.Ordinal);
    }

    private static Evaluation Figures(double loss) => new(10, loss, 0.5, null);
}
