namespace FastNN.Data;

/// <summary>Holds the fields of a file one after the other, without what stood between them.</summary>
/// <param name="text">The text of all fields.</param>
/// <param name="ends">The end of each field in the text; it starts where the one before ends.</param>
/// <param name="lines">The line on which each record starts, counted from 1.</param>
/// <param name="firstFieldCount">The number of fields of the first record.</param>
/// <param name="fieldCount">The number of fields of each other record.</param>
internal sealed class CsvFields(ReadOnlyMemory<char> text, int[] ends, int[] lines, int firstFieldCount, int fieldCount)
{
    public int[] Lines { get; } = lines;

    public int FirstFieldCount { get; } = firstFieldCount;

    public int FieldCount { get; } = fieldCount;

    public int Count => ends.Length;

    public ReadOnlySpan<char> this[int field]
    {
        get
        {
            int start = field == 0 ? 0 : ends[field - 1];
            return text.Span[start..ends[field]];
        }
    }
}
