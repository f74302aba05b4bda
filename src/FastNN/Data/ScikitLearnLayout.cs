using System.Globalization;
using System.Text;

namespace FastNN.Data;

/// <summary>
/// Recognises the layout of scikit-learn's bundled sets: a first record <c>count, feature count, class names…</c>, then the features and
/// the class index of each sample.
/// </summary>
internal static class ScikitLearnLayout
{
    /// <summary>Tells whether a first record may be such a preface to records of a number of fields.</summary>
    public static bool IsPreface(CsvFields fields, int fieldCount)
    {
        if (fields.FirstFieldCount < 3 || Whole(fields[0]) < 1 || Whole(fields[1]) != fieldCount - 1) return false;
        for (int field = 2; field < fields.FirstFieldCount; field++)
        {
            if (fields[field].IsWhiteSpace() || Table.TryParseNumber(fields[field], out _)) return false;
        }

        return true;
    }

    /// <summary>Makes a table with the class names in place of the class indices, or null where the file is not of this layout.</summary>
    public static Table? TryRead(CsvFields fields, string name)
    {
        int rows = fields.Lines.Length - 1, columns = fields.FieldCount, classCount = fields.FirstFieldCount - 2;
        if (!IsPreface(fields, columns) || Whole(fields[0]) != rows) return null;
        string[] columnNames = new string[columns];
        for (int column = 0; column < columns; column++) columnNames[column] = string.Create(CultureInfo.InvariantCulture, $"c{column}");
        columnNames[^1] = "class";

        var text = new StringBuilder();
        int[] ends = new int[columns * (rows + 1)];
        for (int i = 0; i < ends.Length; i++)
        {
            int row = (i / columns) - 1, column = i % columns;
            if (row < 0)
            {
                text.Append(columnNames[column]);
            }
            else
            {
                ReadOnlySpan<char> field = fields[fields.FirstFieldCount + (row * columns) + column];
                int label = column == columns - 1 ? Whole(field) : 0;
                if (label < 0 || label >= classCount) return null;
                text.Append(column == columns - 1 ? fields[2 + label].Trim() : field);
            }

            ends[i] = text.Length;
        }

        return new Table(name, columnNames, new CsvFields(text.ToString().AsMemory(), ends, fields.Lines, columns, columns), 1);
    }

    private static int Whole(ReadOnlySpan<char> field) =>
        int.TryParse(field.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : -1;
}
