using System.Reflection;
using System.Runtime.InteropServices;
using FastNN.Simd;

namespace FastNN.Peers.Reporting;

/// <summary>Where and when a run took place: figures without it say nothing.</summary>
/// <param name="Processor">The CPU's model.</param>
/// <param name="ProcessorCount">The CPUs that this process may use.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="InstructionSet">The instruction set that FastNN uses.</param>
/// <param name="Version">FastNN's version, with the commit where the build knows it.</param>
/// <param name="Date">The day, in universal time.</param>
internal sealed record MachineDescription(
    string Processor, int ProcessorCount, string OperatingSystem, string Runtime, string InstructionSet, string Version, DateOnly Date)
{
    private const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>Describes this machine and process.</summary>
    public static MachineDescription Current() => new(
        FindProcessor(),
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Dispatch.Name(Dispatch.Selected),
        typeof(Dispatch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        DateOnly.FromDateTime(DateTime.UtcNow));

    private static string FindProcessor()
    {
        string? model = !File.Exists(ProcessorFile) ? null : File.ReadLines(ProcessorFile)
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?
            .Split(':', 2)[^1].Trim();
        return model ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
