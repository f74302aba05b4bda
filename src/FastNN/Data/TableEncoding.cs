using System.Numerics;

namespace FastNN.Data;

/// <summary>
/// Turns tables into datasets, always in the same way: which columns are features, their categories, the names of the classes. Made from
/// a training table, it goes with the model, and encodes other tables of the same columns, in any order, with or without the target.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class TableEncoding
{
    /// <summary>What can be done about missing values, for messages.</summary>
    internal const string Remedies = "rows with missing values can be dropped, or numbers filled in by the column's mean (missing: drop, mean)";

    private static readonly HashSet<string> s_missing = new(
        ["?", "-", ".", "NA", "N/A", "#N/A", "#NA", "<NA>", "NaN", "-NaN", "null", "none"], StringComparer.OrdinalIgnoreCase);

    private readonly ColumnEncoding[] _columns;
    private readonly string[] _featureNames;
    private readonly ClassLabels? _classes;

    /// <summary>Creates an encoding from its parts, as they stand in a model file.</summary>
    /// <param name="columns">The feature columns in the order of the features, at least one, all of different names.</param>
    /// <param name="target">The name of the target column.</param>
    /// <param name="classNames">The names of the classes in the order of their indices, all different; or null for regression.</param>
    /// <param name="missing">What to do with missing values.</param>
    /// <exception cref="ArgumentException">There are no columns, or names that are not different.</exception>
    public TableEncoding(
        IReadOnlyList<ColumnEncoding> columns,
        string target,
        IReadOnlyList<string>? classNames = null,
        MissingValues missing = MissingValues.Reject)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(target);
        _columns = [.. columns];
        if (_columns.Length == 0) throw new ArgumentException("There is no feature column; at least one is needed.", nameof(columns));
        var names = new HashSet<string>(StringComparer.Ordinal) { target };
        foreach (ColumnEncoding column in _columns)
        {
            if (!names.Add(column.Name)) throw new ArgumentException($"Two columns are called '{column.Name}'.", nameof(columns));
        }

        Target = target;
        Missing = missing;
        _classes = classNames is null ? null : new ClassLabels(classNames);
        _featureNames =
        [
            .. _columns.SelectMany(column =>
                column.Categories?.Select(category => $"{column.Name}={category}") ?? Enumerable.Repeat(column.Name, 1)),
        ];
    }

    /// <summary>Gets the feature columns in the order of the features.</summary>
    public IReadOnlyList<ColumnEncoding> Columns => _columns;

    /// <summary>Gets the name of the target column.</summary>
    public string Target { get; }

    /// <summary>Gets what is done with missing values.</summary>
    public MissingValues Missing { get; }

    /// <summary>Gets whether the target is a class.</summary>
    public bool IsClassification => _classes is not null;

    /// <summary>
    /// Gets the names of the classes in the order of their indices, or null for regression. Where all are numbers, a field belongs to the
    /// class whose number is equal to its own, however written.
    /// </summary>
    public IReadOnlyList<string>? ClassNames => _classes?.Names;

    /// <summary>Gets the names of the features: that of the column, for categories <c>column=category</c>.</summary>
    public IReadOnlyList<string> FeatureNames => _featureNames;

    /// <summary>Gets the number of features.</summary>
    public int FeatureCount => _featureNames.Length;

    /// <summary>Makes the encoding of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">Which column is what.</param>
    /// <returns>The encoding.</returns>
    /// <exception cref="InvalidDataException">
    /// A column that the options name is not there, no feature column is left, or a field is neither a number nor a category; the message
    /// names file, line and column.
    /// </exception>
    public static TableEncoding Fit(Table table, TableEncodingOptions options) => TableEncodingFitter.Fit(table, options);

    /// <summary>Encodes a table that has the target column.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="table">The table; columns that the encoding does not know are ignored.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="InvalidDataException">
    /// A column is missing, or a field is not a number, category or class that the encoding knows; the message names what.
    /// </exception>
    public Dataset<T> Encode<T>(Table table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(table);
        int targetColumn = FindColumns(table, withTarget: true, out int[] columns);
        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(row => Keep(table, row, columns, targetColumn))];
        if (rows.Length == 0) throw new InvalidDataException($"{table.Source}: no row is left without a missing value.");
        T[] features = EncodeRows<T>(table, columns, rows);
        T[] targets = Dataset<T>.AllocateStorage(rows.Length, 1);
        for (int i = 0; i < rows.Length; i++) targets[i] = EncodeTarget<T>(table, rows[i], targetColumn);
        return IsClassification
            ? Dataset.ForClassification<T>(features, targets, FeatureCount, ClassNames!.Count, ClassNames, _featureNames)
            : Dataset.ForRegression<T>(features, targets, FeatureCount, 1, _featureNames);
    }

    /// <summary>Encodes the features of a table, which need not have the target column.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="table">The table; columns that the encoding does not know are ignored.</param>
    /// <param name="rows">Receives the rows of the table that were encoded: all, unless those with missing values are dropped.</param>
    /// <returns>The features, row-major, as many rows × <see cref="FeatureCount"/>.</returns>
    /// <exception cref="InvalidDataException">
    /// A column is missing, or a field is not a number or category that the encoding knows.
    /// </exception>
    public T[] EncodeFeatures<T>(Table table, out int[] rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(table);
        FindColumns(table, withTarget: false, out int[] columns);
        rows = [.. Enumerable.Range(0, table.RowCount).Where(row => Keep(table, row, columns, -1))];
        return EncodeRows<T>(table, columns, rows);
    }

    internal static bool IsMissing(ReadOnlySpan<char> field, bool isNumber)
    {
        field = field.Trim();
        return field.IsEmpty || (isNumber && s_missing.GetAlternateLookup<ReadOnlySpan<char>>().Contains(field));
    }

    internal static double ParseNumber(Table table, int row, int column)
    {
        ReadOnlySpan<char> field = table[row, column];
        if (IsMissing(field, isNumber: true))
        {
            throw table.Fault(row, column, $"{(field.IsWhiteSpace() ? "the field is empty" : $"'{field}' stands for a missing value")}; {Remedies}");
        }

        if (!Table.TryParseNumber(field, out double value)) throw table.Fault(row, column, $"'{field}' stands where a number belongs");
        return double.IsFinite(value) ? value : throw table.Fault(row, column, $"'{field}' is not a finite number");
    }

    private int FindColumns(Table table, bool withTarget, out int[] columns)
    {
        columns = [.. _columns.Select(column => table.IndexOf(column.Name))];
        int target = table.IndexOf(Target);
        string[] missing =
        [
            .. _columns.Where(column => table.IndexOf(column.Name) < 0).Select(column => column.Name),
            .. withTarget && target < 0 ? new[] { Target } : [],
        ];
        if (missing.Length == 0) return target;
        throw new InvalidDataException(
            $"{table.Source}: of the columns needed, {Table.Quote(missing)} are missing; the file has {Table.Quote(table.ColumnNames)}.");
    }

    private bool Keep(Table table, int row, int[] columns, int target)
    {
        if (Missing == MissingValues.Reject) return true;
        if (target >= 0 && IsMissing(table[row, target], isNumber: true) && !IsClass(table[row, target])) return false;
        if (Missing == MissingValues.FillMean) return true;
        for (int i = 0; i < columns.Length; i++)
        {
            if (IsMissing(table[row, columns[i]], _columns[i].Categories is null)) return false;
        }

        return true;
    }

    // A class may be called 'none'.
    private bool IsClass(ReadOnlySpan<char> field) => _classes != null && _classes.IndexOf(field.Trim()) >= 0;

    private T[] EncodeRows<T>(Table table, int[] columns, int[] rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] features = Dataset<T>.AllocateStorage(rows.Length, FeatureCount);
        Array.Clear(features);
        Span<T> rest = features;
        foreach (int row in rows)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                ColumnEncoding column = _columns[i];
                bool fill = Missing == MissingValues.FillMean && IsMissing(table[row, columns[i]], column.Categories is null);
                if (column.Categories is null) rest[0] = fill ? T.CreateTruncating(column.Fill) : Narrow<T>(table, row, columns[i]);
                else if (!fill) rest[FindCategory(table, row, columns[i], column)] = T.One;
                rest = rest[column.FeatureCount..];
            }
        }

        return features;
    }

    private static int FindCategory(Table table, int row, int tableColumn, ColumnEncoding column)
    {
        string field = table[row, tableColumn].Trim().ToString();
        int category = field.Length == 0 ? -1 : column.IndexOf(field);
        if (category >= 0) return category;
        throw table.Fault(
            row,
            tableColumn,
            field.Length == 0 ? "the field is empty" : $"'{field}' is none of the categories {Table.Quote(column.Categories!)}");
    }

    private static T Narrow<T>(Table table, int row, int column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T value = T.CreateTruncating(ParseNumber(table, row, column));
        return T.IsFinite(value) ? value : throw table.Fault(row, column, $"'{table[row, column]}' is too large for {typeof(T).Name}");
    }

    private T EncodeTarget<T>(Table table, int row, int column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_classes is null) return Narrow<T>(table, row, column);
        ReadOnlySpan<char> field = table[row, column].Trim();
        if (field.IsEmpty) throw table.Fault(row, column, "the field is empty");
        int label = _classes.IndexOf(field);
        return label >= 0
            ? T.CreateTruncating(label)
            : throw table.Fault(row, column, $"'{field}' is none of the classes {Table.Quote(_classes.Names)}");
    }
}
