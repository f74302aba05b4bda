using System.Globalization;
using System.Numerics;

namespace FastNN.Cli.Reporting;

/// <summary>The receiver operating characteristic: what share of positives is found at the price of what share of false alarms.</summary>
/// <remarks>Tom Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27 (2006), algorithms 1 and 2.</remarks>
internal sealed class RocCurve
{
    private RocCurve(double[] falsePositiveRate, double[] truePositiveRate)
    {
        (FalsePositiveRate, TruePositiveRate) = (falsePositiveRate, truePositiveRate);
        for (int i = 1; i < falsePositiveRate.Length; i++)
        {
            Area += (falsePositiveRate[i] - falsePositiveRate[i - 1]) * (truePositiveRate[i] + truePositiveRate[i - 1]) / 2;
        }
    }

    /// <summary>Gets the share of negatives at or above each threshold, from 0 to 1.</summary>
    public double[] FalsePositiveRate { get; }

    /// <summary>Gets the share of positives at or above each threshold, from 0 to 1.</summary>
    public double[] TruePositiveRate { get; }

    /// <summary>Gets the area under the curve: 1 for a perfect order, 0.5 for chance.</summary>
    public double Area { get; }

    /// <summary>Computes the curve.</summary>
    /// <param name="scores">The scores; the greater, the more likely positive. Equal ones are one step.</param>
    /// <param name="isPositive">Whether each row is positive, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN, or there are not both positives and negatives.</exception>
    public static RocCurve Of<T>(ReadOnlySpan<T> scores, ReadOnlySpan<bool> isPositive)
        where T : INumber<T>
    {
        if (scores.Length != isPositive.Length) throw new ArgumentException($"{scores.Length} scores do not fit {isPositive.Length} labels");
        T[] keys = scores.ToArray();
        if (Array.Exists(keys, T.IsNaN)) throw new ArgumentException("a score is not a number");
        bool[] labels = isPositive.ToArray();
        Array.Sort(keys, labels);
        long positives = labels.LongCount(label => label), negatives = labels.Length - positives;
        if (positives == 0 || negatives == 0)
        {
            throw new ArgumentException($"{positives} positive and {negatives} negative rows have no curve; at least one of both is needed");
        }

        List<double> x = [0], y = [0];
        long found = 0, alarms = 0;
        for (int i = keys.Length - 1; i >= 0; i--)
        {
            if (labels[i]) found++;
            else alarms++;
            if (i > 0 && keys[i - 1] == keys[i]) continue;
            x.Add(alarms / (double)negatives);
            y.Add(found / (double)positives);
        }

        return new RocCurve([.. x], [.. y]);
    }

    /// <summary>Makes an empty chart for curves of this kind, with the line of chance.</summary>
    public static Chart CreateChart(string title) => new Chart(
        title, new Axis("false positive rate", Min: 0, Max: 1), new Axis("true positive rate", Min: 0, Max: 1)) { IsSquare = true }.Diagonal("chance");

    /// <summary>Adds this curve to a chart, its area in the legend.</summary>
    public Chart AddTo(Chart chart, string name) => chart.Line<double>(
        string.Create(CultureInfo.InvariantCulture, $"{name}: AUC {Area:0.000}"), FalsePositiveRate, TruePositiveRate);
}
