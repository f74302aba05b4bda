using System.Text;

namespace FastNN.Cli.Reporting;

/// <summary>Estimates how wide text will be in whatever sans-serif font a reader's browser has, and makes text fit.</summary>
/// <remarks>
/// The advance widths are those of DejaVu Sans, in hundredths of the font's size: it is the widest of the usual system fonts, so what fits
/// by these figures fits elsewhere too.
/// </remarks>
internal static class TextMetrics
{
    /// <summary>The height of a line as a multiple of the font's size: DejaVu Sans rises 0.93 and falls 0.24.</summary>
    public const double LineHeight = 1.3;

    // Bold letters of DejaVu Sans are 14% wider on average.
    private const double BoldFactor = 1.17;

    private static ReadOnlySpan<byte> Ascii =>
    [
        32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 54,
        100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50,
        50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
    ];

    /// <summary>Estimates a width from above.</summary>
    /// <param name="text">The text, in one line.</param>
    /// <param name="size">The font's size.</param>
    /// <param name="isBold">Whether the font is bold.</param>
    /// <returns>The width in the unit of <paramref name="size"/>.</returns>
    public static double Width(string text, double size, bool isBold = false)
    {
        double hundredths = 0;
        foreach (Rune rune in text.EnumerateRunes()) hundredths += Advance(rune);
        return hundredths / 100 * size * (isBold ? BoldFactor : 1);
    }

    /// <summary>Breaks text at spaces into lines that fit; a word that is too wide on its own is cut short.</summary>
    public static List<string> Wrap(string text, double size, double width, bool isBold = false)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Width(longer, size, isBold) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = Shorten(longer, size, width, isBold);
        }

        if (line.Length > 0) lines.Add(line);
        return lines;
    }

    /// <summary>Cuts text that does not fit, and ends it with an ellipsis.</summary>
    public static string Shorten(string text, double size, double width, bool isBold = false)
    {
        if (Width(text, size, isBold) <= width) return text;
        var kept = new StringBuilder();
        double room = width - Width("…", size, isBold);
        foreach (Rune rune in text.EnumerateRunes())
        {
            room -= Advance(rune) / 100 * size * (isBold ? BoldFactor : 1);
            if (room < 0) break;
            kept.Append(rune);
        }

        return $"{kept.ToString().TrimEnd()}…";
    }

    private static double Advance(Rune rune) => rune.Value switch
    {
        >= 32 and < 127 => Ascii[rune.Value - 32],
        < 0x300 => 70,

        // Combining marks take no room of their own.
        < 0x370 => 0,
        < 0x400 => 80,
        >= 0x2070 and < 0x20a0 => 63,
        < 0x2e80 => 100,

        // Chinese, Japanese and Korean signs fill a square, and so do most pictures.
        < 0x10000 => 100,
        _ => 140,
    };
}
