namespace FastNN.Cli.Reporting;

/// <summary>Writes command lines so that a shell reads them back as they were.</summary>
internal static class CommandText
{
    /// <summary>Writes the words that follow the program's name, each quoted where a POSIX shell would take it apart.</summary>
    public static string Of(IEnumerable<string> words) => string.Join(' ', words.Select(Quote).Prepend("fastnn"));

    private static string Quote(string word) => word.Length > 0 && word.All(IsPlain) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char c) => char.IsLetterOrDigit(c) || "-_=+.,:/@%".Contains(c, StringComparison.Ordinal);
}
