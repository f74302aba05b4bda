namespace FastNN.Data;

/// <summary>
/// Recognises numbers in spellings that are not read as such, since they mean different things in different places: <c>0,25</c>,
/// <c>1,234,567</c>, <c>$ 12.50</c>, <c>12 %</c>.
/// </summary>
internal static class ForeignNumber
{
    /// <summary>Tells whether text is no number, but would be one without its commas, spaces, currency and percent signs.</summary>
    public static bool Resembles(string text)
    {
        if (Table.TryParseNumber(text, out _)) return false;
        Span<char> digits = text.Length <= 64 ? stackalloc char[64] : new char[text.Length];
        int count = 0;
        foreach (char c in text)
        {
            if (c is ',' or '\'' or '%' or '$' or '€' or '£' or '¥' or '₹' || char.IsWhiteSpace(c)) continue;
            digits[count++] = c;
        }

        return count > 0 && Table.TryParseNumber(digits[..count], out double value) && double.IsFinite(value);
    }
}
