using System.Globalization;

namespace FastNN.Data;

/// <summary>Holds the fields of a text file as rows of named columns. Immutable.</summary>
public sealed class Table
{
    private readonly CsvFields _fields;
    private readonly int _firstRecord;
    private readonly int _firstField;
    private readonly string[] _columnNames;
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    internal Table(string source, string[] columnNames, CsvFields fields, int firstRecord)
    {
        Source = source;
        _columnNames = columnNames;
        for (int column = 0; column < columnNames.Length; column++)
        {
            if (_indices.TryAdd(columnNames[column], column)) continue;
            throw new InvalidDataException(
                $"{source}: line {fields.Lines[0]}: columns {_indices[columnNames[column]] + 1} and {column + 1} " +
                $"are both called '{columnNames[column]}'.");
        }

        _fields = fields;
        _firstRecord = firstRecord;
        _firstField = firstRecord == 0 ? 0 : fields.FirstFieldCount;
    }

    /// <summary>Gets the name of the file, for messages.</summary>
    public string Source { get; }

    /// <summary>Gets the names of the columns, all different; <c>c0</c>, <c>c1</c>, … where the file has none.</summary>
    public IReadOnlyList<string> ColumnNames => _columnNames;

    /// <summary>
    /// Gets whether the file's first record is not a row: it names the columns, or is the preface of scikit-learn's layout.
    /// </summary>
    public bool HasHeader => _firstRecord != 0;

    /// <summary>Gets the number of columns, at least one.</summary>
    public int ColumnCount => _columnNames.Length;

    /// <summary>Gets the number of rows, without the header; at least one.</summary>
    public int RowCount => _fields.Lines.Length - _firstRecord;

    /// <summary>Borrows a field as it stands in the file, without the quotes around it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such field.</exception>
    public ReadOnlySpan<char> this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)ColumnCount, nameof(column));
            return _fields[_firstField + (row * ColumnCount) + column];
        }
    }

    /// <summary>Gives the line of the file on which a row starts, counted from 1.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The line.</returns>
    public int LineOf(int row) => _fields.Lines[_firstRecord + row];

    /// <summary>Finds a column by its name.</summary>
    /// <param name="name">The name, compared exactly.</param>
    /// <returns>The index of the column, or −1.</returns>
    public int IndexOf(string name) => _indices.GetValueOrDefault(name, -1);

    /// <summary>
    /// Finds a column by its name or, where no column has that name, by its position: zero-based, or from the end for negative numbers.
    /// </summary>
    /// <param name="nameOrIndex">The name or the position.</param>
    /// <returns>The index of the column.</returns>
    /// <exception cref="InvalidDataException">There is no such column; the message lists those that there are.</exception>
    public int Find(string nameOrIndex)
    {
        int column = IndexOf(nameOrIndex);
        if (column >= 0) return column;
        if (int.TryParse(nameOrIndex, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int position)
            && position >= -ColumnCount && position < ColumnCount)
        {
            return position < 0 ? position + ColumnCount : position;
        }

        throw new InvalidDataException($"{Source}: there is no column '{nameOrIndex}'; the columns are {Quote(_columnNames)}.");
    }

    /// <summary>Reads a field as a number, in invariant culture; blanks around it are ignored.</summary>
    internal static bool TryParseNumber(ReadOnlySpan<char> text, out double value)
    {
        // Images as text are tens of millions of short whole numbers, and the general parser is several times slower.
        const int mostDigits = 9;
        if (text.Length is 0 or > mostDigits || text.ContainsAnyExceptInRange('0', '9'))
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        }

        int whole = 0;
        foreach (char digit in text) whole = (10 * whole) + (digit - '0');
        value = whole;
        return true;
    }

    internal static string Quote(IEnumerable<string> names)
    {
        const int most = 30;
        string[] all = [.. names];
        string listed = string.Join(", ", all.Take(most).Select(name => $"'{name}'"));
        return all.Length > most ? $"{listed} and {all.Length - most} more" : listed;
    }

    internal InvalidDataException Fault(int row, int column, string reason) =>
        new($"{Source}: line {LineOf(row)}, column '{_columnNames[column]}': {reason}.");
}
