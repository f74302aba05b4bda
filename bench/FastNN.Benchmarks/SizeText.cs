using System.Globalization;

namespace FastNN.Benchmarks;

/// <summary>Reads sizes from texts such as <c>128x64x784</c>, which stay legible in a table's column.</summary>
internal static class SizeText
{
    /// <summary>Reads two sizes.</summary>
    public static (int Rows, int Columns) Two(string text) => Parse(text, 'x') is [int rows, int columns]
        ? (rows, columns)
        : throw new ArgumentException($"two sizes are needed, got '{text}'", nameof(text));

    /// <summary>Reads three sizes.</summary>
    public static (int M, int N, int K) Three(string text) => Parse(text, 'x') is [int m, int n, int k]
        ? (m, n, k)
        : throw new ArgumentException($"three sizes are needed, got '{text}'", nameof(text));

    /// <summary>Reads any number of sizes.</summary>
    public static int[] Parse(string text, char separator) =>
        [.. text.Split(separator).Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
}
