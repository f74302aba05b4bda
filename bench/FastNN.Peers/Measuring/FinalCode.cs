using System.Diagnostics;

namespace FastNN.Peers.Measuring;

/// <summary>
/// A process whose code is final from the first call. With tiers, the platform's generic loops over elements end in states that differ by a
/// factor of twenty and more from run to run, most of them slow: ratios to such a state say nothing. Everything else is measured as programs
/// run by default, tiers and profile included.
/// </summary>
internal static class FinalCode
{
    private const string Setting = "DOTNET_TieredCompilation";

    /// <summary>Gets whether this process was told whether to compile in tiers.</summary>
    public static bool IsDecided => Environment.GetEnvironmentVariable(Setting) != null;

    /// <summary>Runs this program again, without tiers and with the same streams.</summary>
    /// <param name="args">Its arguments.</param>
    /// <returns>Its exit code.</returns>
    public static int Run(IEnumerable<string> args)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("the system does not tell which program this is");
        bool isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] assembly = isHost ? [Environment.GetCommandLineArgs()[0]] : [];
        var start = new ProcessStartInfo(program, assembly.Concat(args));
        start.Environment[Setting] = "0";
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
