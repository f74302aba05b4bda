using FastNN.Simd;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Cli.Tests;

/// <summary>
/// Looks at the machine code of the loops over elementary functions. One variable too many, and the compiler loads every constant anew in every
/// round, which costs speed that no test of results sees.
/// </summary>
public sealed class MapDisassemblyTests(ITestOutputHelper output)
{
    // The argument, the result, and two constants at most: a cycle has two loads, and there are four and more arithmetic cycles in a round.
    private const int MostMemoryOperands = 4;

    [Fact]
    public void LoopsOverElementaryFunctions_KeepTheirConstantsInRegisters()
    {
        if (Dispatch.Widest < InstructionSet.V512)
        {
            output.WriteLine($"skipped: 16 registers do not hold the constants, and this CPU offers at most {Dispatch.Name(Dispatch.Widest)}");
            return;
        }

        using var folder = new TemporaryFolder();
        string file = folder.File("listing.txt");
        (string, string)[] variables =
            [("FASTNN_ISA", "v512"), ("DOTNET_JitDisasm", "FastNN.Kernels.MapKernel`2:RunOnes"), ("DOTNET_JitStdOutFile", file)];
        Tool.Run(folder.Path, null, variables, "doctor").Succeeded();
        IReadOnlyList<JitListing> listings = JitListing.Read(file);
        foreach (string function in new[] { "Exp", "Sigmoid", "Tanh" })
        {
            string prefix = $"FastNN.Kernels.MapKernel`2[float,FastNN.Kernels.{function}`1[float]]";
            JitListing listing = Assert.Single(listings, one => one.Title.StartsWith(prefix, StringComparison.Ordinal));
            IReadOnlyList<string> loop = listing.LoopWith("vfmadd");
            string text = $"{listing.Title}\n{string.Join('\n', loop)}";
            Assert.DoesNotContain(loop, line => listing.IsOfTheStack(line) || line.StartsWith("call", StringComparison.Ordinal));
            int operands = loop.Count(line => line.Contains('[', StringComparison.Ordinal));
            Assert.True(operands <= MostMemoryOperands, $"{operands} memory operands in {text}");
        }
    }
}
