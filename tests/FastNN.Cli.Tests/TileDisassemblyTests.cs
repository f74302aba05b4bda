using System.Text.RegularExpressions;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Cli.Tests;

/// <summary>
/// Looks at the machine code of the matrix product's inner loop. A sum that is spilled to the stack costs speed that no test of results
/// sees, and a small change or another version of the compiler may well bring one.
/// </summary>
public sealed partial class TileDisassemblyTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("v512", true)]
    [InlineData("v256", true)]
    [InlineData("v256", false)]
    public void LoopOfTheFullTile_IsLoadsBroadcastsAndMultiplyAddsOnly(string isa, bool allowsAvx512)
    {
        InstructionSet needed = isa == "v512" ? InstructionSet.V512 : InstructionSet.V256;
        if (Dispatch.Widest < needed)
        {
            output.WriteLine($"skipped: the tile is not looked at for {isa}; this CPU offers at most {Dispatch.Name(Dispatch.Widest)}");
            return;
        }

        using var folder = new TemporaryFolder();
        string file = folder.File("listing.txt");
        (string, string)[] variables =
        [
            ("FASTNN_ISA", isa),
            ("DOTNET_JitDisasm", "FastNN.Kernels.Tile:Run FastNN.Kernels.ShortTile:Run FastNN.Kernels.SweepTile:Run"),
            ("DOTNET_JitStdOutFile", file),

            // Named EnableAVX512F before .NET 10.
            ("DOTNET_EnableAVX512", allowsAvx512 ? "1" : "0"),
            ("DOTNET_EnableAVX512F", allowsAvx512 ? "1" : "0"),
        ];
        Tool.Run(folder.Path, null, variables, "doctor").Succeeded();

        // With AVX-512 there are 32 registers of any width; without it no tile but short ones must even be compiled.
        bool isShort = !allowsAvx512 || Dispatch.Widest < InstructionSet.V512;
        IReadOnlyList<JitListing> listings = JitListing.Read(file);
        Assert.Equal(isShort, !listings.Any(one => one.Title.StartsWith("FastNN.Kernels.Tile:", StringComparison.Ordinal)));
        Assert.Equal(isShort, listings.Any(one => one.Title.StartsWith("FastNN.Kernels.ShortTile:", StringComparison.Ordinal)));
        string register = isa == "v512" ? "zmm" : "ymm";
        foreach (string type in new[] { "float", "double" })
        {
            // A round of a short tile is two steps.
            (string tile, int rows, int steps) = isShort ? ("ShortTile", 6, 2) : ("Tile", 12, 1);
            AssertFullTile(listings, $"{tile}:Run[{type},", ["Two", "Zero", "Zero"], register, rows, steps, prefetches: 0, stores: 0);
            AssertFullTile(listings, $"{tile}:Run[{type},", ["Two", "Zero", "One"], register, rows, steps, prefetches: 2, stores: 0);
            AssertFullTile(listings, $"SweepTile:Run[{type},", ["Zero", "Zero"], register, rows, steps: 1, prefetches: 0, stores: 0);
            if (isShort) continue;
            AssertFullTile(listings, $"{tile}:Run[{type},", ["Two", "Zero", "Two"], register, rows, steps, prefetches: isa == "v512" ? 2 : 1, stores: 2);
        }
    }

    private static void AssertFullTile(
        IReadOnlyList<JitListing> listings, string method, string[] kind, string register, int rows, int steps, int prefetches, int stores)
    {
        string prefix = "FastNN.Kernels." + method;
        string constants = string.Join(',', ((string[])[rows == 6 ? "Six" : "Twelve", .. kind]).Select(constant => "FastNN.Kernels.Constant+" + constant)) + "]";
        JitListing listing = Assert.Single(
            listings, one => one.Title.StartsWith(prefix, StringComparison.Ordinal) && one.Title.Contains(constants, StringComparison.Ordinal));
        Assert.Contains("FullOpts", listing.Title, StringComparison.Ordinal);
        IReadOnlyList<string> loop = listing.LoopWith("vfmadd");
        string text = $"{listing.Title}\n{string.Join('\n', loop)}";
        int loads = 0, broadcasts = 0, additions = 0, asks = 0, copies = 0;
        var sums = new List<string>();
        foreach (string line in loop.SkipLast(1))
        {
            Assert.False(listing.IsOfTheStack(line), $"'{line}' touches the stack in {text}");
            if (MultiplyAddPattern().Match(line) is { Success: true } sum) sums.Add(sum.Groups[1].Value);
            else if (LoadPattern().Match(line) is { Success: true } load && load.Groups[1].Value == register) loads++;
            else if (BroadcastPattern().IsMatch(line)) broadcasts++;
            else if (PrefetchPattern().IsMatch(line)) asks++;
            else if (StorePattern().Match(line) is { Success: true } store && store.Groups[1].Value == register) copies++;
            else if (AdditionPattern().IsMatch(line)) additions++;
            else Assert.Fail($"'{line}' has no business in {text}");
        }

        Assert.True(sums.Count == 2 * rows * steps, $"{sums.Count} multiply-adds in {text}");
        Assert.True(sums.Distinct().Count(sum => sum.StartsWith(register, StringComparison.Ordinal)) == 2 * rows, $"not {2 * rows} sums of {register} in {text}");
        Assert.True(loads == 2 * steps, $"{loads} loads in {text}");
        Assert.True(asks == prefetches, $"{asks} prefetches in {text}");
        Assert.True(copies == stores, $"{copies} stores in {text}");

        // A broadcast may be folded into the multiply-adds. A pointer serves three rows; B's pointer (once a step) and the counter are more. Of
        // the two lines that are asked for, one has a pointer and the other a distance from it; what is copied has a pointer of its own.
        Assert.True(broadcasts <= rows * steps, $"{broadcasts} broadcasts in {text}");
        Assert.True(additions <= (rows / 3) + steps + 1 + prefetches + (stores / 2), $"{additions} additions in {text}");
        Assert.StartsWith("j", loop[^1], StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^vfmadd\d+p[sd]\s+(\wmm\d+), \wmm\d+, ")]
    private static partial Regex MultiplyAddPattern();

    [GeneratedRegex(@"^vmov[au]p[sd]\s+(\wmm)\d+, \w+ ptr \[")]
    private static partial Regex LoadPattern();

    [GeneratedRegex(@"^vbroadcasts[sd]\s+\wmm\d+, \w+ ptr \[")]
    private static partial Regex BroadcastPattern();

    [GeneratedRegex(@"^prefetcht1\s+(byte\s+ptr )?\[")]
    private static partial Regex PrefetchPattern();

    [GeneratedRegex(@"^vmov[au]p[sd]\s+\w+ ptr \[[^\]]+\], (\wmm)\d+$")]
    private static partial Regex StorePattern();

    [GeneratedRegex(@"^(add|sub|inc|dec|lea|cmp|test)\s+r\w+(, |$)")]
    private static partial Regex AdditionPattern();
}
