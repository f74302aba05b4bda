using System.Text;

namespace FastNN.Serialization;

/// <summary>Words the faults that are found in files: which file, where in it, and why, on one line.</summary>
internal static class FileFault
{
    private const int LongestQuote = 80;

    /// <summary>Makes the exception for a fault at a place in a file.</summary>
    public static InvalidDataException At(string file, long offset, string reason, Exception? cause = null) =>
        new($"{file}: byte {offset}: {reason}", cause);

    /// <summary>Makes the exception for a fault that concerns a named part of a file.</summary>
    public static InvalidDataException In(string file, string part, string reason, Exception? cause = null) =>
        new($"{file}: {part}: {reason}", cause);

    /// <summary>Quotes text that came from a file, shortened and without control characters, which could forge lines of output.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, LongestQuote)))
        {
            if (char.IsControl(c) || c is '\u2028' or '\u2029') quoted.Append($"\\u{(int)c:x4}");
            else quoted.Append(c);
        }

        return quoted.Append(text.Length > LongestQuote ? "…'" : "'").ToString();
    }

    /// <summary>Writes a shape as <c>[2, 3]</c>, shortened where it has very many dimensions.</summary>
    public static string Describe(ReadOnlySpan<long> shape)
    {
        const int Longest = 8;
        var text = new StringBuilder("[");
        for (int i = 0; i < Math.Min(shape.Length, Longest); i++) text.Append(i == 0 ? "" : ", ").Append(shape[i]);
        return text.Append(shape.Length > Longest ? $", … {shape.Length} dimensions]" : "]").ToString();
    }
}
