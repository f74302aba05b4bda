using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using FastNN.Cli.Commands;
using FastNN.Simd;

namespace FastNN.Cli.Reporting;

/// <summary>What a result was computed with: program, machine, runtime.</summary>
internal static class EnvironmentFacts
{
    /// <summary>Gets the facts by name.</summary>
    public static IReadOnlyList<(string Name, string Value)> All =>
    [
        ("FastNN", Version),
        ("build", Machine.IsAheadOfTime ? $"ahead of time, baseline {Machine.Baseline}" : "just in time"),
        ("instruction set", $"{Dispatch.Name(Dispatch.Selected)} in use, {Dispatch.Name(Dispatch.Widest)} possible"),
        ("processor", Machine.CpuName),
        ("logical processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
        ("runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}"),
        ("system", RuntimeInformation.OSDescription),
    ];

    private static string Version =>
        typeof(EnvironmentFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
