using System.Globalization;
using FastNN.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FastNN.Cli.Reporting;

/// <summary>Draws the loss by epoch on a terminal, in a few lines of Braille dots.</summary>
/// <param name="epochs">What happened, epoch by epoch.</param>
internal sealed class LossChart(IReadOnlyList<EpochRecord> epochs) : Renderable
{
    private const int Rows = 8;
    private const int DotsDown = 4;
    private const int MostColumns = 72;

    // The legend has to fit below.
    private const int LeastColumns = 26;
    private const int LabelWidth = 10;

    // Below a fiftieth of the first loss a linear scale shows a flat line.
    private const double LogRatio = 50;

    // The colours of plots, for terminals of 256 colours.
    private static readonly Style s_train = new(Color.DeepSkyBlue1), s_validation = new(Color.Orange1);

    /// <inheritdoc/>
    protected override Measurement Measure(RenderOptions options, int maxWidth) => new(Math.Min(maxWidth, LabelWidth + LeastColumns + 1), Math.Min(maxWidth, LabelWidth + MostColumns));

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        int columns = Math.Min(MostColumns, maxWidth - LabelWidth - 1);
        double[] train = [.. epochs.Select(epoch => epoch.Train.Loss)];
        double[] validation = [.. epochs.Select(epoch => epoch.Validation?.Loss ?? double.NaN)];
        double[] shown = [.. train.Concat(validation).Where(double.IsFinite)];
        if (columns < LeastColumns || epochs.Count < 2 || shown.Length == 0) yield break;
        double low = shown.Min(), high = shown.Max();
        bool isLog = low > 0 && high / low > LogRatio;
        if (high <= low) high = low + Math.Max(1e-300, Math.Abs(low));

        bool hasValidation = Array.Exists(validation, double.IsFinite);
        byte[,] dots = new byte[Rows, columns];
        bool[,] isValidation = new bool[Rows, columns];
        Plot(train, dots, null, low, high, isLog);
        if (hasValidation) Plot(validation, dots, isValidation, low, high, isLog);

        for (int row = 0; row < Rows; row++)
        {
            string label = row == 0 ? Words.Loss(high) : row == Rows - 1 ? Words.Loss(low) : "";
            yield return new Segment($"{label,LabelWidth - 2} {(options.Unicode ? '┤' : '|')}");
            for (int column = 0; column < columns; column++)
            {
                char dot = options.Unicode ? (char)(0x2800 + dots[row, column]) : dots[row, column] != 0 ? '*' : ' ';
                yield return new Segment(dot.ToString(), isValidation[row, column] ? s_validation : s_train);
            }

            yield return Segment.LineBreak;
        }

        string end = epochs[^1].Epoch.ToString(CultureInfo.InvariantCulture), begin = $"epoch {epochs[0].Epoch.ToString(CultureInfo.InvariantCulture)}";
        yield return new Segment($"{new string(' ', LabelWidth)}{begin}{end.PadLeft(Math.Max(1, columns - begin.Length))}");
        yield return Segment.LineBreak;
        yield return new Segment($"loss{(isLog ? ", logarithmic" : "")}: ");
        yield return new Segment("train", s_train);
        if (hasValidation) yield return new Segment(" validation", s_validation);
        yield return Segment.LineBreak;
    }

    private static void Plot(double[] values, byte[,] dots, bool[,]? mine, double low, double high, bool isLog)
    {
        int wide = 2 * dots.GetLength(1), tall = DotsDown * Rows, previous = -1;
        for (int x = 0; x < wide; x++)
        {
            double place = x * (values.Length - 1.0) / (wide - 1), before = values[(int)place], after = values[(int)Math.Ceiling(place)];
            double value = before + ((after - before) * (place - Math.Floor(place)));
            if (!double.IsFinite(value))
            {
                previous = -1;
                continue;
            }

            double share = isLog ? Math.Log(value / low) / Math.Log(high / low) : (value - low) / (high - low);
            int y = (int)Math.Round((1 - share) * (tall - 1));

            // Steps are filled, so that the line does not fall apart where it is steep.
            for (int dot = y; ; dot += Math.Sign(previous - y))
            {
                Set(x, dot, dots, mine);
                if (previous < 0 || Math.Abs(dot - previous) <= 1) break;
            }

            previous = y;
        }
    }

    private static void Set(int x, int y, byte[,] dots, bool[,]? mine)
    {
        // Unicode, Braille Patterns: dots 1, 2, 3 and 7 down the left column, 4, 5, 6 and 8 down the right.
        ReadOnlySpan<byte> left = [0x01, 0x02, 0x04, 0x40], right = [0x08, 0x10, 0x20, 0x80];
        dots[y / DotsDown, x / 2] |= x % 2 == 0 ? left[y % DotsDown] : right[y % DotsDown];
        if (mine is not null) mine[y / DotsDown, x / 2] = true;
    }
}
