using System.Globalization;

namespace FastNN.Data;

/// <summary>Decides what the columns of a table are.</summary>
internal static class TableEncodingFitter
{
    // In fewer rows, as many texts as rows may be chance.
    private const int LeastRowsForIdentifiers = 20;

    // So many percentages or prices may be the rates of something, and categories.
    private const int MostRates = 10;

    public static TableEncoding Fit(Table table, TableEncodingOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        int target = table.Find(options.Target);
        HashSet<int> ignored = [.. options.Ignored.Select(table.Find)];
        HashSet<int> categorical = [.. options.Categorical.Select(table.Find)];
        if (ignored.Contains(target)) throw new ArgumentException($"Column '{table.ColumnNames[target]}' is the target and among those to leave out.");
        var columns = new List<ColumnEncoding>();
        for (int column = 0; column < table.ColumnCount; column++)
        {
            if (column != target && !ignored.Contains(column)) columns.Add(FitColumn(table, column, categorical.Contains(column), options));
        }

        if (columns.Count == 0)
        {
            throw new InvalidDataException(
                $"{table.Source}: beside the target '{table.ColumnNames[target]}' there is no feature column.");
        }

        return new TableEncoding(columns, table.ColumnNames[target], FitTarget(table, target, options), options.Missing);
    }

    private static ColumnEncoding FitColumn(Table table, int column, bool isCategorical, TableEncodingOptions options)
    {
        string name = table.ColumnNames[column];
        if (isCategorical) return new ColumnEncoding(name, Categories(table, column, options, "categories"));
        if (!IsNumeric(table, column)) return new ColumnEncoding(name, FewCategories(table, column, options, "categories"));
        return new ColumnEncoding(name, null, Mean(table, column, options));
    }

    private static double Mean(Table table, int column, TableEncodingOptions options)
    {
        var numbers = new List<double>();
        for (int row = 0; row < table.RowCount; row++)
        {
            if (options.Missing != MissingValues.Reject && TableEncoding.IsMissing(table[row, column], isNumber: true)) continue;
            numbers.Add(TableEncoding.ParseNumber(table, row, column));
        }

        if (numbers.Count == 0) return 0;
        double mean = numbers.Sum() / numbers.Count;

        // A sum of the largest numbers leaves the range that their mean is in.
        return double.IsFinite(mean) ? mean : numbers.Sum(number => number / numbers.Count);
    }

    private static string[]? FitTarget(Table table, int column, TableEncodingOptions options)
    {
        if (options.IsClassification == false) return null;
        bool isNumeric = IsNumeric(table, column, strict: options.IsClassification is null);
        if (!isNumeric && options.IsClassification is null) return FewCategories(table, column, options, "classes");
        if (!isNumeric) return Categories(table, column, options, "classes");
        if (options.IsClassification is null) return null;

        var values = new SortedSet<double>();
        for (int row = 0; row < table.RowCount; row++)
        {
            if (options.Missing != MissingValues.Reject && TableEncoding.IsMissing(table[row, column], isNumber: true)) continue;
            values.Add(TableEncoding.ParseNumber(table, row, column));
            if (values.Count > options.MaxCategories) throw TooMany(table, row, column, options, "classes");
        }

        return [.. values.Select(value => value.ToString("R", CultureInfo.InvariantCulture))];
    }

    /// <summary>Tells numbers from text; where a column is mostly numbers, text in it is taken for a mistake.</summary>
    private static bool IsNumeric(Table table, int column, bool strict = true)
    {
        int numbers = 0, texts = 0, signs = 0, firstText = -1;
        for (int row = 0; row < table.RowCount; row++)
        {
            ReadOnlySpan<char> field = table[row, column];
            if (TableEncoding.IsMissing(field, isNumber: true))
            {
                if (field.Trim() is "-" or ".") signs++;
                continue;
            }

            if (Table.TryParseNumber(field, out _))
            {
                numbers++;
            }
            else
            {
                texts++;
                if (firstText < 0) firstText = row;
            }
        }

        // Signs alone, without a number among them, mean something.
        if (!strict || texts == 0 || numbers <= texts) return texts == 0 && (numbers > 0 || signs == 0);
        throw table.Fault(
            firstText,
            column,
            $"'{table[firstText, column]}' stands where a number belongs: {numbers} fields of the column are numbers, {texts} are text");
    }

    /// <summary>Finds the categories of a column of text that nobody said to be one of categories, and rejects what cannot be meant so.</summary>
    private static string[] FewCategories(Table table, int column, TableEncodingOptions options, string what)
    {
        string[] categories = Categories(table, column, options, what);
        string remedy = what == "classes" ? "If they are classes, say so (classify)" : "If they are categories, say so (categorical)";
        string[] foreign = [.. categories.Where(ForeignNumber.Resembles)];

        // A comma is never found in those without meaning a number.
        bool isTelling = categories.Length > MostRates || foreign.Any(text => text.Contains(','));
        if (isTelling && 2 * foreign.Length > categories.Length)
        {
            throw table.Fault(
                RowOf(table, column, foreign[0]),
                column,
                $"'{foreign[0]}' resembles a number, but is none as written: needed are digits with a point at most, such as 1234.5. {remedy}");
        }

        if (table.RowCount < LeastRowsForIdentifiers || 2 * categories.Length <= table.RowCount) return categories;
        throw new InvalidDataException(
            $"{table.Source}: column '{table.ColumnNames[column]}': {table.RowCount} rows hold {categories.Length} different texts, too many for "
            + $"{what} to be learned; names and identifiers should be left out. {remedy}.");
    }

    private static int RowOf(Table table, int column, string category)
    {
        int row = 0;
        while (!table[row, column].Trim().SequenceEqual(category)) row++;
        return row;
    }

    private static string[] Categories(Table table, int column, TableEncodingOptions options, string what)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        for (int row = 0; row < table.RowCount; row++)
        {
            string field = table[row, column].Trim().ToString();
            if (field.Length > 0) found.Add(field);
            else if (options.Missing == MissingValues.Reject) throw table.Fault(row, column, $"the field is empty; {TableEncoding.Remedies}");
            if (found.Count > options.MaxCategories) throw TooMany(table, row, column, options, what);
        }

        return found.Count > 0
            ? [.. found]
            : throw new InvalidDataException($"{table.Source}: column '{table.ColumnNames[column]}' is empty; there is nothing to make {what} of.");
    }

    private static InvalidDataException TooMany(Table table, int row, int column, TableEncodingOptions options, string what) =>
        table.Fault(
            row,
            column,
            $"'{table[row, column]}' is one more than the {options.MaxCategories} {what} allowed; is the column one of {what} at all?");
}
