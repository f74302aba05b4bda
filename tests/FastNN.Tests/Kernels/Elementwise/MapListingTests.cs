using System.Diagnostics;
using System.Runtime.InteropServices;
using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;
using FastNN.Tests.Autograd;
using FastNN.Tests.Kernels.Reductions;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Tests.Kernels.Elementwise;

/// <summary>
/// Looks at the machine code of the loops over maps. A compiler that has inlined as much as it allows itself in one method leaves calls, which
/// save and load registers in every round and cost half the speed, and which no test of results sees.
/// </summary>
public sealed class MapListingTests(ITestOutputHelper output)
{
    // What is meant to be called: the tail, what is for sines of arguments beyond a hundred thousand, and powers, element by element.
    private static readonly string[] s_meant = [":RunTail[", "Trigonometry`3", ":Pow("];

    private static readonly string[] s_methods = ["RunOnes", "TryOnes", "RunBrief"];

    // Their tests run the maps: those of one element, of two, of losses and of autograd's operations.
    private static readonly Type[] s_tests =
        [typeof(MapTests), typeof(DerivativeTests), typeof(ArithmeticTests), typeof(LossTests), typeof(OperationGradientTests)];

    // A few of each kind, whose listings must be among them.
    private static readonly string[] s_expected =
    [
        "MapKernel`2[float,FastNN.Kernels.Exp`1[float]]",
        "MapKernel`2[double,FastNN.Kernels.Gelu`1[double]]",
        "BinaryMapKernel`3[float,FastNN.Kernels.Product`1[float]",
        "BinaryMapKernel`3[double,FastNN.Kernels.SigmoidCrossEntropy`1[double]",
        "BinaryMapKernel`3[double,FastNN.Kernels.Huber`1[double]",
        "BinaryMapKernel`3[double,FastNN.Kernels.ActivationGradient`2[double,FastNN.Kernels.Tanh`1[double]]",
        "BinaryMapKernel`3[double,FastNN.Autograd.ForwardMap`2[double,FastNN.Autograd.AddFunction`1[double]]",
    ];

    [Fact]
    public void LoopsOverMaps_AtEveryWidthOfThisCpu_CallNothing()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || Dispatch.Widest < InstructionSet.V256)
        {
            output.WriteLine($"skipped: looked at on x64 with AVX2 only; this CPU offers at most {Dispatch.Name(Dispatch.Widest)}");
            return;
        }

        if (Array.Exists(typeof(Map).Assembly.GetTypes(), type => type.FullName!.StartsWith("Coverlet.", StringComparison.Ordinal)))
        {
            output.WriteLine("skipped: the code that is measured for coverage counts by calls");
            return;
        }

        using var folder = new TemporaryFolder();
        string file = folder.File("listing.txt");
        RunTestsOfMaps(file);
        InstructionSet[] widths = [.. Widths.All.Where(width => width != InstructionSet.Scalar && width <= Dispatch.Widest)];
        string[] lanes = Array.ConvertAll(widths, width => $"Lanes{width.ToString()[1..]}`1");
        List<JitListing> loops = [.. JitListing.Read(file).Where(listing => Array.Exists(lanes, listing.Title.Contains))];
        Assert.All(s_expected, map => Assert.Contains(loops, loop => loop.Title.StartsWith("FastNN.Kernels." + map, StringComparison.Ordinal)));
        foreach (JitListing listing in loops)
        {
            Assert.Contains("FullOpts", listing.Title, StringComparison.Ordinal);
            string? call = listing.Lines.FirstOrDefault(
                line => line.StartsWith("call", StringComparison.Ordinal) && !Array.Exists(s_meant, line.Contains));
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
            "--TestCaseFilter:" + string.Join('|', s_tests.Select(tests => $"FullyQualifiedName~{tests.FullName}.")),
            "--",
            "xUnit.ParallelizeTestCollections=false", // else the compiler's threads write their listings into each other's
        ];
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Remove(Dispatch.Variable);
        start.Environment["DOTNET_JitDisasm"] = string.Join(
            ' ', s_methods.SelectMany(method => new[] { $"FastNN.Kernels.MapKernel`2:{method}", $"FastNN.Kernels.BinaryMapKernel`3:{method}" }));
        start.Environment["DOTNET_JitStdOutFile"] = listing;
        using Process process = Process.Start(start)!;
        Task<string> result = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        bool ended = process.WaitForExit(TimeSpan.FromMinutes(5));
        if (!ended) process.Kill(entireProcessTree: true);
        Assert.True(ended, "the tests of maps did not end within five minutes");
        Assert.True(process.ExitCode == 0, result.Result + error.Result);
    }
}
