using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Cli.Tests;

public sealed partial class InterruptionTests(ITestOutputHelper log)
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public void Signal_DuringTraining_KeepsTheBestModelSoFar(int signal)
    {
        if (!Applies(signal)) return;
        using var folder = new TemporaryFolder();
        using Process process = Tool.Start(folder.Path, [], "train", "digits", "--layers", "32:relu", "--epochs", "1000000");
        while (process.StandardOutput.ReadLine() is { } line && !line.StartsWith("epoch 3/", StringComparison.Ordinal))
        {
        }

        Assert.Equal(0, Kill(process.Id, signal));
        ToolResult result = Tool.End(process);
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("interrupted", result.Error);
        Assert.Contains("saved as digits.safetensors", result.Error);
        Assert.Contains("test: ", result.Output);
        JsonElement model = Tool.Run(folder.Path, "inspect", "digits.safetensors", "--json").Succeeded().Json();
        Assert.True(model.GetProperty("training").GetProperty("epochs").GetInt32() >= 3);
        JsonElement measured = Tool.Run(folder.Path, "evaluate", "digits.safetensors", "digits", "--json").Succeeded().Json();
        Assert.Equal(model.GetProperty("test").GetProperty("loss").GetRawText(), measured.GetProperty("loss").GetRawText());
    }

    [Fact]
    public void Signal_InTheFirstEpoch_SavesNothing()
    {
        if (!Applies(Terminate)) return;
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("digits.safetensors"), "precious");
        using Process process = Tool.Start(folder.Path, [], "train", "digits", "--layers", "1024:relu,1024:relu", "--batch-size", "1", "--precision", "f64");
        process.StandardOutput.ReadLine();
        process.StandardOutput.ReadLine();
        Thread.Sleep(300);
        Assert.Equal(0, Kill(process.Id, Terminate));
        ToolResult result = Tool.End(process);
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("nothing is saved", result.Error);
        Assert.Equal("precious", File.ReadAllText(folder.File("digits.safetensors")));
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    private bool Applies(int signal)
    {
        if (OperatingSystem.IsWindows())
        {
            log.WriteLine("Skipped: Windows has no signals.");
            return false;
        }

        // A shell that runs jobs in the background has them ignore SIGINT, and children inherit that.
        const string Field = "SigIgn:";
        string? ignored = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) : null;
        if (ignored != null && ((ulong.Parse(ignored.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1)) & 1) != 0)
        {
            log.WriteLine($"Skipped: signal {signal} is ignored by the process that runs the tests, and so by its children.");
            return false;
        }

        return true;
    }
}
