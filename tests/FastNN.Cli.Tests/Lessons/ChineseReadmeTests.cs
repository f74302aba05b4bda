using System.Text.RegularExpressions;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Cli.Tests.Lessons;

/// <summary>README.zh-CN.md is true: its commands run as they stand there, and its links lead somewhere.</summary>
public sealed class ChineseReadmeTests(ITestOutputHelper log)
{
    [Fact]
    public void Commands_RunOneAfterAnother()
    {
        if (!TryRead(out string readme, out _)) return;
        string[] commands =
        [
            .. Regex.Matches(readme, @"```sh\n(.*?)```", RegexOptions.Singleline)
                .SelectMany(block => block.Groups[1].Value.Split('\n'))
                .Where(line => line.StartsWith("fastnn ", StringComparison.Ordinal)),
        ];
        Assert.True(commands.Length >= 8);
        using var folder = new TemporaryFolder();
        foreach (string command in commands)
        {
            ToolResult result = Tool.Run(folder.Path, command.Split(' ')[1..]);
            Assert.True(result.ExitCode == 0, $"{command}: {result.Error}");
        }
    }

    [Fact]
    public void Links_LeadSomewhere()
    {
        if (!TryRead(out string readme, out string root)) return;
        foreach (Match link in Regex.Matches(readme, @"\]\(([^)#:]+)\)"))
        {
            Assert.True(Path.Exists(Path.Combine(root, link.Groups[1].Value)), $"{link.Value} leads nowhere");
        }
    }

    private bool TryRead(out string readme, out string root)
    {
        string? file = Sources.Find("README.zh-CN.md");
        readme = file is null ? "" : File.ReadAllText(file);
        root = file is null ? "" : Path.GetDirectoryName(file)!;
        if (file is null) log.WriteLine("Skipped: README.zh-CN.md is not beside the tests.");
        return file != null;
    }
}
