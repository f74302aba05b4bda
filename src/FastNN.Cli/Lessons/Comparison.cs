using System.Globalization;

namespace FastNN.Cli.Lessons;

/// <summary>What a lesson gave beside what was expected of it, number by number.</summary>
/// <remarks>
/// A name that ends in <c>_at_least</c> or <c>_at_most</c> bounds everything under it from one side; the difference is how far a figure is
/// on the wrong side.
/// </remarks>
internal sealed class Comparison
{
    private const string AtLeast = "_at_least";
    private const string AtMost = "_at_most";

    private readonly List<ComparedNumber> _numbers = [];

    public Comparison(Figures expected, Figures actual, Func<string, Tolerance> toleranceOf)
    {
        foreach ((string name, Figure figure) in expected)
        {
            Tolerance tolerance = IsBound(name) ? Tolerance.Exact : toleranceOf(name);
            Compare(name, name, figure, actual.Find(name), tolerance);
        }
    }

    /// <summary>Gets every number that was expected.</summary>
    public IReadOnlyList<ComparedNumber> Numbers => _numbers;

    /// <summary>Gets the largest difference; infinite where a figure is missing or not a number.</summary>
    public double MaxDifference =>
        _numbers.Count == 0 ? 0 : _numbers.Max(number => double.IsNaN(number.Difference) ? double.PositiveInfinity : number.Difference);

    /// <summary>Gets whether every number is within its tolerance.</summary>
    public bool Passed => _numbers.TrueForAll(number => number.Passed);

    private static bool IsBound(string name) =>
        name.EndsWith(AtLeast, StringComparison.Ordinal) || name.EndsWith(AtMost, StringComparison.Ordinal);

    private static double Difference(string rule, double expected, double actual, Tolerance tolerance)
    {
        if (double.IsNaN(actual)) return double.NaN;
        if (rule.EndsWith(AtLeast, StringComparison.Ordinal)) return Math.Max(0, expected - actual);
        return rule.EndsWith(AtMost, StringComparison.Ordinal) ? Math.Max(0, actual - expected) : tolerance.Difference(expected, actual);
    }

    private void Compare(string rule, string name, Figure expected, Figure? actual, Tolerance tolerance)
    {
        if (expected.Fields is { } fields)
        {
            foreach ((string field, Figure figure) in fields)
            {
                Compare(IsBound(field) ? field : rule, $"{name}.{field}", figure, actual?.Fields?.Find(field), tolerance);
            }
        }
        else if (expected.Items is { } items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                Figure? item = actual?.Items is { } list && i < list.Count ? list[i] : null;
                Compare(rule, string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"), items[i], item, tolerance);
            }
        }
        else
        {
            double number = actual is { Items: null, Fields: null } ? actual.Number : double.NaN;
            _numbers.Add(
                new ComparedNumber(name, expected.Number, number, Difference(rule, expected.Number, number, tolerance), tolerance.Limit));
        }
    }
}
