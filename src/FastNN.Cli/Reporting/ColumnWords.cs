using FastNN.Data;

namespace FastNN.Cli.Reporting;

/// <summary>Words what the columns of a table were taken for, so that a mistake shows before training does.</summary>
internal static class ColumnWords
{
    // More are counted, not listed.
    private const int MostListed = 5;

    /// <summary>Words an encoding in one line.</summary>
    /// <param name="encoding">The encoding.</param>
    /// <param name="labelCount">The number of different targets where they are few whole numbers that may be labels of classes; else 0.</param>
    public static string Of(TableEncoding encoding, int labelCount)
    {
        string target = encoding.ClassNames is { } classes ? $"{classes.Count} classes"
            : labelCount == 0 ? "a number"
            : $"a number, of {labelCount} different ones; if they are classes, say --classify";
        int numbers = encoding.Columns.Count(column => column.Categories is null);
        ColumnEncoding[] texts = [.. encoding.Columns.Where(column => column.Categories != null)];
        var parts = new List<string>();
        if (numbers > 0) parts.Add($"{Words.Count(numbers)} {(numbers == 1 ? "column" : "columns")} of numbers");
        parts.AddRange(texts.Take(MostListed).Select(column => $"'{column.Name}' ({Words.Count(column.Categories!.Count)} categories)"));
        if (texts.Length > MostListed) parts.Add($"{Words.Count(texts.Length - MostListed)} more of categories");
        return $"from {string.Join(", ", parts)} to '{encoding.Target}' ({target})";
    }
}
