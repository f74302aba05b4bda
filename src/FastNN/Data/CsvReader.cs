using System.Globalization;
using System.Text;

namespace FastNN.Data;

/// <summary>
/// Reads tables from text files of the CSV family (RFC 4180): comma, semicolon, tab or bar, quoted fields, LF or CR LF, UTF-8 or UTF-16
/// with a byte order mark, plain or compressed with gzip (told by content).
/// </summary>
/// <remarks>
/// The layout of the sets that come with scikit-learn is recognised: where the first record is <c>count, feature count, class names…</c>
/// and its numbers are right, the last column is called <c>class</c> and holds the names.
/// </remarks>
public static class CsvReader
{
    private const int SampleLength = 1 << 16;

    // What stands for bytes that are not UTF-8 until it is known on which line they are: a code that no text may hold.
    private const char NotText = '\uFFFF';

    private static readonly char[] s_delimiters = ['\t', '|', ';', ','];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="options">What is known about the file, or null.</param>
    /// <returns>The table.</returns>
    /// <exception cref="InvalidDataException">
    /// The file has no rows, rows of different lengths, a quote that is not closed, or two columns of one name; the message names file,
    /// line and reason.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static Table Read(string path, CsvOptions? options = null)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, SampleLength, FileOptions.SequentialScan);
        return Read(stream, path, options);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream, which stays open.</param>
    /// <param name="name">The name to use in messages.</param>
    /// <param name="options">What is known about the data, or null.</param>
    /// <returns>The table.</returns>
    /// <exception cref="InvalidDataException">The data is at fault; see <see cref="Read(string, CsvOptions?)"/>.</exception>
    public static Table Read(Stream stream, string name, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        using Stream content = GzipContent.Open(stream, out _);
        var encoding = Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(NotText.ToString()));
        using var reader = new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true, SampleLength, leaveOpen: true);
        Memory<char> text = ReadAll(reader, name);
        RequireText(text.Span, name);
        return Parse(text, name, options ?? new CsvOptions());
    }

    /// <summary>Reads text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name to use in messages.</param>
    /// <param name="options">What is known about the text, or null.</param>
    /// <returns>The table.</returns>
    /// <exception cref="InvalidDataException">The text is at fault; see <see cref="Read(string, CsvOptions?)"/>.</exception>
    public static Table ReadText(string text, string name, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(name);
        return Parse(text.ToCharArray(), name, options ?? new CsvOptions());
    }

    private static Memory<char> ReadAll(StreamReader reader, string name)
    {
        char[] text = new char[SampleLength];
        int length = 0;
        try
        {
            while (true)
            {
                int got = reader.ReadBlock(text.AsSpan(length));
                length += got;
                if (length < text.Length) return text.AsMemory(0, length);
                if (length == Array.MaxLength) throw new InvalidDataException($"more than {Array.MaxLength} characters");
                Array.Resize(ref text, (int)Math.Min(Array.MaxLength, 2L * length));
            }
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"{name}: after {length} characters: {fault.Message}", fault);
        }
    }

    private static void RequireText(ReadOnlySpan<char> text, string name)
    {
        int place = text.IndexOfAny('\0', NotText);
        if (place < 0) return;
        throw new InvalidDataException(
            $"{name}: line {text[..place].Count('\n') + 1}: "
            + (text[place] == NotText
                ? "the bytes are not UTF-8; save the file in that encoding"
                : "there is a NUL: the file is not text, or UTF-16 without a byte order mark; save it as UTF-8"));
    }

    private static Table Parse(Memory<char> text, string name, CsvOptions options)
    {
        char delimiter = options.Delimiter ?? DetectDelimiter(text.Span);
        if (delimiter is '"' or '\r' or '\n')
        {
            throw new ArgumentException(
                "A quote or a line's end cannot be the delimiter.", nameof(options));
        }

        CsvFields fields = Tokenize(text, delimiter, name);
        if (options.HasHeader is null && ScikitLearnLayout.TryRead(fields, name) is Table table) return table;
        if (fields.FirstFieldCount != fields.FieldCount) throw Ragged(name, fields.Lines[1], fields.FieldCount, fields);

        bool hasHeader = options.HasHeader ?? SeemsToHaveHeader(fields, options.ExpectedColumns);
        if (hasHeader && fields.Lines.Length == 1)
        {
            throw new InvalidDataException(
                $"{name}: line {fields.Lines[0]}: the header is all there is; rows are needed.");
        }

        string[] columnNames = new string[fields.FieldCount];
        for (int column = 0; column < columnNames.Length; column++)
        {
            columnNames[column] = hasHeader ? NameIn(fields, column) : DefaultName(column);
        }

        return new Table(name, columnNames, fields, hasHeader ? 1 : 0);
    }

    private static CsvFields Tokenize(Memory<char> text, char delimiter, string name)
    {
        var ends = new List<int>();
        var lines = new List<int>();
        var tokenizer = new CsvTokenizer(text.Span, delimiter);
        int first = 0, others = 0, before = 0;
        while (tokenizer.ReadRecord(ends))
        {
            int found = ends.Count - before;
            before = ends.Count;
            lines.Add(tokenizer.RecordLine);
            if (lines.Count == 1)
            {
                (first, others) = (found, found);
            }
            else if (found != others)
            {
                // Only the second record may differ from the first: whether that is allowed is seen when all are read.
                var soFar = new CsvFields(text, ends.ToArray(), lines.ToArray(), first, others);
                if (lines.Count > 2 || !ScikitLearnLayout.IsPreface(soFar, found)) throw Ragged(name, tokenizer.RecordLine, found, soFar);
                others = found;
            }
        }

        if (tokenizer.Fault is not null) throw new InvalidDataException($"{name}: {tokenizer.Fault}.");
        if (lines.Count == 0) throw new InvalidDataException($"{name}: line 1: the file is empty; rows are needed.");
        return new CsvFields(text, ends.ToArray(), lines.ToArray(), first, others);
    }

    /// <summary>Chooses the delimiter that divides all records into the same number of fields, more than one.</summary>
    private static char DetectDelimiter(ReadOnlySpan<char> text)
    {
        // From the rarest in ordinary text to the most frequent: a comma may be a decimal sign between semicolons, never the reverse.
        char[] sample = new char[Math.Min(text.Length, SampleLength)];
        char mostFrequent = ',';
        int mostFields = 1;
        foreach (char delimiter in s_delimiters)
        {
            text[..sample.Length].CopyTo(sample);
            var tokenizer = new CsvTokenizer(sample, delimiter);
            var ends = new List<int>();
            int first = 0, before = 0, differing = 0, records = 0;
            while (tokenizer.ReadRecord(ends))
            {
                int found = ends.Count - before;
                before = ends.Count;
                records++;
                if (records == 1) first = found;

                // A record that the sample cuts off does not count.
                else if (found != first && !(tokenizer.AtEnd && sample.Length < text.Length)) differing++;
            }

            if (first > 1 && differing == 0 && (tokenizer.Fault is null || sample.Length < text.Length)) return delimiter;
            if (first > mostFields) (mostFrequent, mostFields) = (delimiter, first);
        }

        return mostFrequent;
    }

    private static bool SeemsToHaveHeader(CsvFields fields, IReadOnlyList<string> expected)
    {
        if (expected.Count == 0) return !HasNumber(fields);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int column = 0; column < fields.FirstFieldCount; column++) names.Add(NameIn(fields, column));
        return expected.All(names.Contains) || !HasNumber(fields);
    }

    private static bool HasNumber(CsvFields fields)
    {
        for (int column = 0; column < fields.FirstFieldCount; column++)
        {
            if (Table.TryParseNumber(fields[column], out double value) && double.IsFinite(value)) return true;
        }

        return false;
    }

    // The name that the first record, if it is a header, gives a column.
    private static string NameIn(CsvFields fields, int column)
    {
        ReadOnlySpan<char> name = fields[column].Trim();
        return name.IsEmpty ? DefaultName(column) : name.ToString();
    }

    private static string DefaultName(int column) => string.Create(CultureInfo.InvariantCulture, $"c{column}");

    private static InvalidDataException Ragged(string name, int line, int found, CsvFields fields) =>
        new($"{name}: line {line}: {found} {(found == 1 ? "field" : "fields")} found, {fields.FirstFieldCount} needed, as in line {fields.Lines[0]}.");
}
