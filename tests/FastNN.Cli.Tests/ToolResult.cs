using System.Text.Json;
using Xunit;

namespace FastNN.Cli.Tests;

/// <summary>What a run of the tool left behind.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>Asserts that all went well.</summary>
    public ToolResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
        Assert.Equal("", Error);
        return this;
    }

    /// <summary>Asserts an exit code and one clear line on standard error that names what is at fault.</summary>
    public void FailedWith(int exitCode, params string[] words)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} instead of {exitCode}: {Error}");
        Assert.Equal("", Output);
        Assert.StartsWith("fastnn: ", Error);
        Assert.EndsWith("\n", Error);
        Assert.Equal(1, Error.Count(c => c == '\n'));
        Assert.DoesNotContain("   at ", Error);
        Assert.DoesNotContain("Exception", Error);
        foreach (string word in words) Assert.Contains(word, Error);
    }

    /// <summary>Reads standard output as exactly one JSON object.</summary>
    public JsonElement Json()
    {
        Assert.True(ExitCode is 0 or 130, $"exit code {ExitCode}: {Error}");
        using var document = JsonDocument.Parse(Output);
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
        return document.RootElement.Clone();
    }
}
