using System.Globalization;
using System.Text;

namespace FastNN.Serialization;

/// <summary>
/// Parses the header of a .npy file, a Python dictionary of three known keys. Anything else that Python allows is refused.
/// </summary>
internal ref struct NpyHeaderParser(string file, ReadOnlySpan<byte> text, int textOffset)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _position = 0;

    /// <summary>Parses the whole header.</summary>
    /// <exception cref="InvalidDataException">The header is not of that form.</exception>
    public void Parse(out string? descriptor, out bool? isFortranOrder, out long[]? shape)
    {
        descriptor = null;
        isFortranOrder = null;
        shape = null;
        Take('{');
        while (Peek() != '}')
        {
            string key = TakeString();
            Take(':');
            switch (key)
            {
                case "descr" when descriptor is null:
                    // A structure is described by a list of its fields.
                    if (Peek() is '[' or '(')
                        throw NpyTypes.Unsupported(file, textOffset + _position, Encoding.UTF8.GetString(_text[_position..]));
                    descriptor = TakeString();
                    break;
                case "fortran_order" when isFortranOrder is null:
                    isFortranOrder = TakeBoolean();
                    break;
                case "shape" when shape is null:
                    shape = TakeTuple();
                    break;
                default:
                    throw Fault($"the key {FileFault.Quote(key)} is unknown, or occurs twice");
            }

            if (Peek() != ',') break;
            Take(',');
        }

        Take('}');
        if (Peek() != '\0') throw Fault("there is more after the dictionary");
    }

    private readonly InvalidDataException Fault(string reason) => FileFault.At(file, textOffset + _position, $"{reason} in the header.");

    /// <summary>Passes white space and looks at the next character; NUL at the end.</summary>
    private char Peek()
    {
        while (_position < _text.Length && _text[_position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') _position++;
        return _position < _text.Length ? (char)_text[_position] : '\0';
    }

    private void Take(char expected)
    {
        char found = Peek();
        if (found != expected || _position == _text.Length)
        {
            throw Fault(
                $"there is {(_position == _text.Length ? "the end" : FileFault.Quote(found.ToString()))} in the place of '{expected}'");
        }

        _position++;
    }

    private string TakeString()
    {
        char quote = Peek();
        if (quote is not ('\'' or '"')) throw Fault("a quoted text is missing");
        int start = ++_position;
        int length = _text[start..].IndexOf((byte)quote);
        if (length < 0) throw Fault("a quoted text does not end");
        if (_text.Slice(start, length).Contains((byte)'\\')) throw Fault("a quoted text has an escape sequence");
        _position = start + length + 1;
        return Encoding.UTF8.GetString(_text.Slice(start, length));
    }

    private bool TakeBoolean()
    {
        Peek();
        bool isTrue = _text[_position..].StartsWith("True"u8);
        if (!isTrue && !_text[_position..].StartsWith("False"u8)) throw Fault("True or False is missing");
        _position += isTrue ? 4 : 5;
        return isTrue;
    }

    private long[] TakeTuple()
    {
        var numbers = new List<long>();
        bool hasComma = true;
        Take('(');
        while (Peek() != ')')
        {
            if (!hasComma) throw Fault("a comma is missing");
            numbers.Add(TakeNumber());
            hasComma = Peek() == ',';
            if (hasComma) _position++;
        }

        // To Python, (3) is a number and (3,) a tuple.
        if (numbers.Count == 1 && !hasComma) throw Fault("the shape is not a tuple");
        Take(')');
        return [.. numbers];
    }

    private long TakeNumber()
    {
        Peek();
        ReadOnlySpan<byte> rest = _text[_position..];
        int length = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (length < 0) length = rest.Length;
        if (length == 0 || !long.TryParse(rest[..length], NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            throw Fault("a dimension is not a whole number from 0 to 2^63 - 1");
        _position += length;

        // Python 2 wrote long integers so.
        if (_position < _text.Length && _text[_position] == 'L') _position++;
        return number;
    }
}
