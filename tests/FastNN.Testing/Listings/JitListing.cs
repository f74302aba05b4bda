using System.Text.RegularExpressions;
using Xunit;

namespace FastNN.Testing;

/// <summary>The machine code that the JIT compiler made of one method, as <c>DOTNET_JitDisasm</c> lists it.</summary>
/// <param name="Title">The line that names the method.</param>
/// <param name="Lines">What follows: remarks, labels and instructions.</param>
internal sealed partial record JitListing(string Title, IReadOnlyList<string> Lines)
{
    private const string Heading = "; Assembly listing for method ";

    /// <summary>Reads a file of listings.</summary>
    public static IReadOnlyList<JitListing> Read(string path)
    {
        var listings = new List<JitListing>();
        List<string>? lines = null;
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith(Heading, StringComparison.Ordinal)) listings.Add(new JitListing(line[Heading.Length..], lines = []));
            else lines?.Add(line.Trim());
        }

        return listings;
    }

    /// <summary>Gets the instructions of the only innermost loop that holds an instruction, from its label to its branch back.</summary>
    public IReadOnlyList<string> LoopWith(string mnemonic)
    {
        var loops = new List<IReadOnlyList<string>>();
        int last = -1;
        var labels = new Dictionary<string, int>();
        for (int i = 0; i < Lines.Count; i++)
        {
            if (LabelPattern().Match(Lines[i]) is { Success: true } label) labels[label.Groups[1].Value] = i;
            if (JumpPattern().Match(Lines[i]) is not { Success: true } jump || !labels.TryGetValue(jump.Groups[1].Value, out int start)) continue;
            string[] loop = [.. Lines.Skip(start + 1).Take(i - start).Where(IsInstruction)];

            // A loop around one that was found branches back to before it.
            if (start <= last || !loop.Any(line => line.StartsWith(mnemonic, StringComparison.Ordinal))) continue;
            loops.Add(loop);
            last = start;
        }

        Assert.True(loops.Count == 1, $"{loops.Count} loops with {mnemonic} in {Title}\n{string.Join('\n', Lines)}");
        return loops[0];
    }

    /// <summary>Tells whether an instruction reads or writes the stack.</summary>
    public bool IsOfTheStack(string instruction) =>

        // Where the frame is not based on it, rbp is a register like any other.
        instruction.Contains("[rsp", StringComparison.Ordinal)
        || (instruction.Contains("[rbp", StringComparison.Ordinal) && Lines.Contains("; rbp based frame"));

    private static bool IsInstruction(string line) =>
        line.Length > 0 && line[0] != ';' && !line.StartsWith("align", StringComparison.Ordinal) && !LabelPattern().IsMatch(line);

    [GeneratedRegex(@"^(G_M\w+):")]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"^j\w+\s+(?:SHORT )?(G_M\w+)")]
    private static partial Regex JumpPattern();
}
