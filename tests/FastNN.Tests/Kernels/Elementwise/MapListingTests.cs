using System.Diagnostics;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Kernels.Elementwise;

/// <summary>
/// Looks at the machine code of the loops over maps. A compiler that has inlined as much as it allows itself in one method leaves calls, which
/// save and load registers in every round and cost half the speed, and which no test of results sees.
/// </summary>
public sealed class MapListingTests
{
    // The one call that is meant: for arguments beyond a hundred thousand.
    private const string RareCall = "Trigonometry`3";

    private static readonly string[] s_methods = ["RunOnes", "RunBrief"];

    [Fact]
    public void LoopsOverMaps_AtEveryWidthOfThisCpu_CallNothing()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("listing.txt");
        RunTestsOfMaps(file);
        string[] lanes = [.. Widths.All.Where(width => width != InstructionSet.Scalar && width <= Dispatch.Widest).Select(width => $"Lanes{width.ToString()[1..]}`1")];
        List<JitListing> loops = [.. JitListing.Read(file).Where(listing => Array.Exists(lanes, listing.Title.Contains))];

        // Functions of both types at each width, and the derivatives of some.
        Assert.True(loops.Count > 2 * lanes.Length * MapCases.Names.Count, $"{loops.Count} listings");
        foreach (JitListing listing in loops)
        {
            Assert.Contains("FullOpts", listing.Title, StringComparison.Ordinal);
            string? call = listing.Lines.FirstOrDefault(line => line.StartsWith("call", StringComparison.Ordinal)
                && !line.Contains(":RunTail[", StringComparison.Ordinal) && !line.Contains(RareCall, StringComparison.Ordinal));
            Assert.True(call == null, $"{call} in {listing.Title}");
        }
    }

    // In a process of their own: the listing is asked for by its environment.
    private static void RunTestsOfMaps(string listing)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "vstest",
            typeof(MapListingTests).Assembly.Location,
            $"--TestCaseFilter:FullyQualifiedName~{nameof(MapTests)}|FullyQualifiedName~{nameof(DerivativeTests)}",
            "--",
            "xUnit.ParallelizeTestCollections=false", // else the compiler's threads write their listings into each other's
        ];
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_JitDisasm"] = string.Join(
            ' ', s_methods.SelectMany(method => new[] { $"FastNN.Kernels.MapKernel`2:{method}", $"FastNN.Kernels.BinaryMapKernel`3:{method}" }));
        start.Environment["DOTNET_JitStdOutFile"] = listing;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(5)), "the tests of maps did not end within five minutes");
        Assert.True(process.ExitCode == 0, output.Result + error.Result);
    }
}
