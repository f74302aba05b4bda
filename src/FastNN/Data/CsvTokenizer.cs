namespace FastNN.Data;

/// <summary>Finds the fields of text by the rules of RFC 4180, one record at a time, and closes the gaps between them in place.</summary>
/// <remarks>
/// Beyond the RFC: a line may end in LF or CR alone; empty lines are skipped, and so are lines of blanks where records have several fields;
/// and a quote inside an unquoted field is a character like any other.
/// </remarks>
internal ref struct CsvTokenizer(Span<char> text, char delimiter)
{
    private readonly Span<char> _text = text;
    private int _read;
    private int _written;
    private int _line = 1;
    private bool _hasColumns;

    /// <summary>Gets the line on which the latest record starts, counted from 1.</summary>
    public int RecordLine { get; private set; }

    /// <summary>Gets what is wrong with the latest record, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Gets whether all text is read.</summary>
    public readonly bool AtEnd => _read == _text.Length;

    /// <summary>Reads one record and adds the ends of its fields.</summary>
    /// <returns>Whether there was one; not after a fault.</returns>
    public bool ReadRecord(List<int> ends)
    {
        SkipBlankLines();
        if (_read == _text.Length) return false;
        RecordLine = _line;
        while (true)
        {
            if (_read < _text.Length && _text[_read] == '"')
            {
                if (!ReadQuoted()) return false;
            }
            else
            {
                ReadPlain();
            }

            ends.Add(_written);
            if (_read == _text.Length) return true;
            if (_text[_read] != delimiter)
            {
                SkipLineEnd();
                return true;
            }

            _hasColumns = true;
            _read++;
        }
    }

    private void SkipBlankLines()
    {
        while (_read < _text.Length)
        {
            int blanks = 0;
            while (_hasColumns && _read + blanks < _text.Length && IsBlank(_text[_read + blanks])) blanks++;
            if (_read + blanks < _text.Length && _text[_read + blanks] is not ('\r' or '\n')) return;
            _read += blanks;
            if (_read < _text.Length) SkipLineEnd();
        }
    }

    private readonly bool IsBlank(char c) => c != delimiter && c is ' ' or '\t';

    private void ReadPlain()
    {
        ReadOnlySpan<char> rest = _text[_read..];
        int length = rest.IndexOfAny(delimiter, '\r', '\n');
        if (length < 0) length = rest.Length;
        rest[..length].CopyTo(_text[_written..]);
        _written += length;
        _read += length;
    }

    private bool ReadQuoted()
    {
        int openingLine = _line;
        _read++;
        while (_read < _text.Length)
        {
            char next = _text[_read];
            if (next == '"')
            {
                _read++;
                if (_read == _text.Length || _text[_read] == delimiter || _text[_read] is '\r' or '\n') return true;
                if (_text[_read] != '"')
                {
                    Fault = $"line {_line}: after the closing quote of a field comes '{_text[_read]}' instead of a delimiter or the line's end";
                    return false;
                }
            }
            else if (next == '\n' || (next == '\r' && (_read + 1 == _text.Length || _text[_read + 1] != '\n')))
            {
                _line++;
            }

            _text[_written++] = next;
            _read++;
        }

        Fault = $"line {openingLine}: the quote that opens a field is never closed";
        return false;
    }

    private void SkipLineEnd()
    {
        bool pair = _text[_read] == '\r' && _read + 1 < _text.Length && _text[_read + 1] == '\n';
        _read += pair ? 2 : 1;
        _line++;
    }
}
