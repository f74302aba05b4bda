using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using FastNN.Data;

namespace FastNN.Cli.Commands;

/// <summary>One run of <c>fastnn predict</c>: rows of a table in, lines of CSV out.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal static class PredictRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // As many rows at a time as training evaluates at a time, so that both give the same bits whatever kernels make of batch sizes.
    private const int BatchRows = 512;

    private static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Runs.</summary>
    /// <param name="modelPath">The model file.</param>
    /// <param name="input">The rows: a CSV file, or <c>-</c> for standard input.</param>
    public static void Run(string modelPath, string input)
    {
        using SavedModel<T> saved = SavedModel<T>.Load(modelPath);
        Table table = ReadTable(input);
        T[] features = Encode(saved, table);
        T[] predictions = Predict(saved, features, table.RowCount);
        int outputs = saved.Model.OutputSize;
        RequireNumbers(table, predictions, outputs);
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        for (int row = 0; row < table.RowCount; row++) WriteRow(output, saved.Card, predictions.AsSpan(row * outputs, outputs));
    }

    private static Table ReadTable(string input)
    {
        if (input == "-")
        {
            using Stream standardInput = Console.OpenStandardInput();
            return CsvReader.Read(standardInput, "standard input");
        }

        if (Directory.Exists(input)) throw new UsageException($"'{input}' is a folder; a CSV file is needed");
        return CsvReader.Read(input);
    }

    private static T[] Encode(SavedModel<T> saved, Table table)
    {
        // In double up to the scaled values, as in training.
        double[] values = saved.Card.Encoding is { } encoding ? encoding.EncodeFeatures<double>(table, out _) : Pixels(table, saved.Model.InputSize);
        saved.Card.FeatureScaler?.Apply<double>(values, values);
        T[] features = new T[values.Length];
        for (int i = 0; i < features.Length; i++) features[i] = T.CreateSaturating(values[i]);
        return features;
    }

    private static double[] Pixels(Table table, int count)
    {
        if (table.ColumnCount != count)
        {
            throw new InvalidDataException($"{table.Source}: rows have {table.ColumnCount} fields; the model takes images of {count} pixels, one per row");
        }

        double[] values = new double[table.RowCount * count];
        for (int i = 0; i < values.Length; i++)
        {
            (int row, int column) = (i / count, i % count);
            ReadOnlySpan<char> field = table[row, column];
            if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !double.IsFinite(values[i]))
            {
                throw new InvalidDataException(
                    $"{table.Source}: line {table.LineOf(row)}, column '{table.ColumnNames[column]}': '{field}' stands where a number belongs");
            }
        }

        return values;
    }

    private static T[] Predict(SavedModel<T> saved, T[] features, int rowCount)
    {
        int inputs = saved.Model.InputSize, outputs = saved.Model.OutputSize;
        T[] predictions = new T[(long)rowCount * outputs];
        for (int row = 0; row < rowCount; row += BatchRows)
        {
            int count = Math.Min(BatchRows, rowCount - row);
            Span<T> batch = predictions.AsSpan(row * outputs, count * outputs);
            saved.Model.Predict(features.AsSpan(row * inputs, count * inputs), batch);
            saved.Loss.ToPredictions(batch, count);
        }

        return predictions;
    }

    // Before anything is written: a file of which a row is at fault gives an error only.
    private static void RequireNumbers(Table table, T[] predictions, int outputs)
    {
        for (int i = 0; i < predictions.Length; i++)
        {
            if (T.IsFinite(predictions[i])) continue;
            throw new InvalidDataException(
                $"{table.Source}: line {table.LineOf(i / outputs)}: the model gives {predictions[i].ToString(null, CultureInfo.InvariantCulture)} for "
                + $"this row: its fields are beyond what can be computed with in {typeof(T).Name}");
        }
    }

    private static void WriteRow(StreamWriter output, ModelCard card, Span<T> row)
    {
        if (card.ClassNames is { } classes)
        {
            (int best, T probability) = Decide(row);
            output.Write(Quote(classes[best]));
            output.Write(',');
            Write(output, double.CreateChecked(probability), probability);
        }
        else
        {
            Span<double> values = stackalloc double[row.Length];
            for (int i = 0; i < row.Length; i++) values[i] = double.CreateChecked(row[i]);
            card.TargetScaler?.Invert<double>(values, values);
            for (int i = 0; i < row.Length; i++)
            {
                if (i > 0) output.Write(',');
                Write(output, values[i], T.CreateTruncating(values[i]));
            }
        }

        output.Write('\n');
    }

    // The rule of ScoreKeeper: the first of the largest; one output is the probability of class 1.
    private static (int Class, T Probability) Decide(Span<T> row)
    {
        T half = T.CreateChecked(0.5);
        if (row.Length == 1) return row[0] >= half ? (1, row[0]) : (0, T.One - row[0]);
        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            if (row[i] > row[best]) best = i;
        }

        return (best, row[best]);
    }

    // A float's own shortest form: that of the double it widens to would show digits that mean nothing.
    private static void Write(StreamWriter output, double value, T narrow)
    {
        bool isExact = typeof(T) == typeof(double) || !T.IsFinite(narrow);
        output.Write(isExact ? value.ToString("R", CultureInfo.InvariantCulture) : narrow.ToString("R", CultureInfo.InvariantCulture));
    }

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(s_quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
