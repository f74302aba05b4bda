using System.Diagnostics;

namespace FastNN.Cli.Tests;

/// <summary>Runs the built tool as a process.</summary>
internal static class Tool
{
    private static readonly string s_assembly = Path.Combine(AppContext.BaseDirectory, "FastNN.Cli.dll");

    /// <summary>Runs a command line to its end.</summary>
    public static ToolResult Run(string folder, params string[] arguments) => Run(folder, null, [], arguments);

    /// <summary>Runs a command line to its end, with standard input and environment variables.</summary>
    public static ToolResult Run(string folder, string? input, (string Name, string Value)[] variables, params string[] arguments)
    {
        using Process process = Start(folder, variables, arguments);
        if (input != null) process.StandardInput.Write(input);
        process.StandardInput.Close();
        return End(process);
    }

    /// <summary>Starts a command line.</summary>
    public static Process Start(string folder, (string Name, string Value)[] variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.ArgumentList.Add(s_assembly);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Remove("FASTNN_ISA");
        foreach ((string name, string value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Waits for a process and collects what it wrote.</summary>
    public static ToolResult End(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill();
            throw new TimeoutException("the tool did not end within two minutes");
        }

        return new ToolResult(process.ExitCode, output.Result, error.Result);
    }
}
