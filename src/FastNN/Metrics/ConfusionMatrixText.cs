using System.Globalization;
using System.Text;

namespace FastNN.Metrics;

/// <summary>Writes a confusion matrix for people.</summary>
internal static class ConfusionMatrixText
{
    /// <summary>Writes a table of one row per true class, with recall beside it and precision below.</summary>
    /// <param name="matrix">The counts.</param>
    /// <param name="classNames">The classes' names; null for their numbers.</param>
    public static string Table(ConfusionMatrix matrix, IReadOnlyList<string>? classNames)
    {
        int count = matrix.ClassCount;
        string[,] cells = new string[count + 2, count + 2];
        cells[0, 0] = "actual \\ predicted";
        cells[0, count + 1] = "recall";
        cells[count + 1, 0] = "precision";
        for (int label = 0; label < count; label++)
        {
            string name = classNames?[label] ?? label.ToString(CultureInfo.InvariantCulture);
            (cells[label + 1, 0], cells[0, label + 1]) = (name, name);
            cells[label + 1, count + 1] = matrix.Recall(label).ToString("F4", CultureInfo.InvariantCulture);
            cells[count + 1, label + 1] = matrix.Precision(label).ToString("F4", CultureInfo.InvariantCulture);
            for (int other = 0; other < count; other++)
            {
                cells[label + 1, other + 1] = matrix[label, other].ToString(CultureInfo.InvariantCulture);
            }
        }

        cells[count + 1, count + 1] = matrix.Accuracy.ToString("F4", CultureInfo.InvariantCulture);
        return Align(cells);
    }

    // The first column to the left, numbers to the right.
    private static string Align(string[,] cells)
    {
        int rows = cells.GetLength(0), columns = cells.GetLength(1);
        int[] widths = new int[columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++) widths[column] = Math.Max(widths[column], cells[row, column].Length);
        }

        var text = new StringBuilder();
        for (int row = 0; row < rows; row++)
        {
            if (row > 0) text.Append('\n');
            text.Append(cells[row, 0].PadRight(widths[0]));
            for (int column = 1; column < columns; column++) text.Append("  ").Append(cells[row, column].PadLeft(widths[column]));
        }

        return text.ToString();
    }
}
