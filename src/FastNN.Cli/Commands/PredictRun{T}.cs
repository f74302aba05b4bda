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
        Table table = ReadTable(input, CsvSource.For(saved.Card));
        T[] features = Encode(saved, table);
        T[] predictions = Predict(saved, features, table.RowCount);
        int outputs = saved.Model.OutputSize;
        double[] numbers = [.. predictions.Select(double.CreateChecked)];
        saved.Card.TargetScaler?.Invert<double>(numbers, numbers);
        RequireNumbers(table, numbers, outputs);
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        for (int row = 0; row < table.RowCount; row++)
        {
            Span<T> prediction = predictions.AsSpan(row * outputs, outputs);
            if (saved.Card.ClassNames is { } classes) WriteClass(output, classes, prediction);
            else WriteNumbers(output, saved.Card.TargetScaler, prediction, numbers.AsSpan(row * outputs, outputs));
            output.Write('\n');
        }
    }

    private static Table ReadTable(string input, CsvOptions options)
    {
        if (input == "-")
        {
            using Stream standardInput = Console.OpenStandardInput();
            return CsvReader.Read(standardInput, "standard input", options);
        }

        return CsvSource.Read(input, options, out _);
    }

    private static T[] Encode(SavedModel<T> saved, Table table)
    {
        // In double up to the scaled values, as in training.
        double[] values = saved.Card.Encoding is { } encoding ? Encode(encoding, table) : Pixels(table, saved.Model.InputSize);
        saved.Card.FeatureScaler?.Apply<double>(values, values);
        T[] features = new T[values.Length];
        for (int i = 0; i < features.Length; i++) features[i] = T.CreateSaturating(values[i]);
        return features;
    }

    private static double[] Encode(TableEncoding encoding, Table table)
    {
        double[] values = encoding.EncodeFeatures<double>(table, out int[] rows);
        for (int row = 0; row < table.RowCount; row++)
        {
            if (row < rows.Length && rows[row] == row) continue;
            throw new InvalidDataException(
                $"{table.Source}: line {table.LineOf(row)}: a value is missing, and the model was trained without such rows: it has no prediction "
                + "for this one");
        }

        return values;
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
    private static void RequireNumbers(Table table, double[] numbers, int outputs)
    {
        int first = Array.FindIndex(numbers, number => !double.IsFinite(number));
        if (first < 0) return;
        throw new InvalidDataException(
            $"{table.Source}: line {table.LineOf(first / outputs)}: the model gives {numbers[first].ToString(CultureInfo.InvariantCulture)} for "
            + $"this row: its fields are beyond what can be computed with in {typeof(T).Name}");
    }

    private static void WriteClass(StreamWriter output, IReadOnlyList<string> classes, Span<T> scores)
    {
        (int best, T probability) = Decide(scores);
        output.Write(Quote(classes[best]));
        output.Write(',');
        output.Write(probability.ToString("R", CultureInfo.InvariantCulture));
    }

    // Numbers are in the targets' own units; the model's next float after each tells how much of them means anything.
    private static void WriteNumbers(StreamWriter output, FeatureScaler? scaler, ReadOnlySpan<T> predictions, ReadOnlySpan<double> numbers)
    {
        Span<double> next = stackalloc double[numbers.Length];
        for (int i = 0; i < next.Length; i++) next[i] = double.CreateChecked(T.BitIncrement(predictions[i]));
        scaler?.Invert<double>(next, next);
        for (int i = 0; i < numbers.Length; i++)
        {
            if (i > 0) output.Write(',');
            output.Write(Shortest(numbers[i], Math.Abs(next[i] - numbers[i]) / 2));
        }
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

    // The shortest text within half a unit of the model's own last place: more digits would mean nothing, fewer would lose what it says.
    private static string Shortest(double value, double tolerance)
    {
        for (int digits = 1; digits < 17; digits++)
        {
            double rounded = double.Parse(value.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (Math.Abs(rounded - value) <= tolerance) return rounded.ToString("R", CultureInfo.InvariantCulture);
        }

        return value.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(s_quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
