using System.Globalization;
using System.Numerics;
using FastNN.Random;

namespace FastNN.Layers;

/// <summary>A rule for the first values of a weight matrix. Biases begin at zero.</summary>
/// <remarks>
/// Sources: X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010 (Xavier);
/// K. He et al., "Delving deep into rectifiers", 2015 (He).
/// </remarks>
public sealed class Initializer
{
    // Far more than any use has for weights, and small enough that neither ends nor normal deviates leave the range of a float.
    private const double MaxSpread = 1e30;

    private readonly bool _isNormal;
    private readonly Func<int, int, (double First, double Second)> _range;

    // A normal rule gives mean and standard deviation, a uniform one both ends.
    private Initializer(string name, bool isNormal, Func<int, int, (double First, double Second)> range)
    {
        Name = name;
        _isNormal = isNormal;
        _range = range;
    }

    /// <summary>Gets the rule <c>U(−√(6/(fanIn+fanOut)), √(6/(fanIn+fanOut)))</c>, for sigmoid and tanh.</summary>
    public static Initializer XavierUniform { get; } =
        new("xavier-uniform", false, (fanIn, fanOut) => Symmetric(Math.Sqrt(6.0 / ((double)fanIn + fanOut))));

    /// <summary>Gets the rule <c>N(0, 2/(fanIn+fanOut))</c>, for sigmoid and tanh.</summary>
    public static Initializer XavierNormal { get; } = new("xavier-normal", true, (fanIn, fanOut) => (0, Math.Sqrt(2.0 / ((double)fanIn + fanOut))));

    /// <summary>Gets the rule <c>U(−√(6/fanIn), √(6/fanIn))</c>, for rectifiers.</summary>
    public static Initializer HeUniform { get; } = new("he-uniform", false, (fanIn, _) => Symmetric(Math.Sqrt(6.0 / fanIn)));

    /// <summary>Gets the rule <c>N(0, 2/fanIn)</c>, for rectifiers.</summary>
    public static Initializer HeNormal { get; } = new("he-normal", true, (fanIn, _) => (0, Math.Sqrt(2.0 / fanIn)));

    /// <summary>Gets the rule that sets everything to zero. A hidden layer that begins so never learns: its units stay alike.</summary>
    public static Initializer Zeros { get; } = new("zeros", false, (_, _) => (0, 0));

    /// <summary>Gets the name by which <see cref="Parse"/> knows the rule.</summary>
    public string Name { get; }

    /// <summary>Makes the rule <c>N(0, σ²)</c>.</summary>
    /// <param name="standardDeviation">The standard deviation σ, from 0 to 10³⁰.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">σ is not from 0 to 10³⁰.</exception>
    public static Initializer Normal(double standardDeviation)
    {
        RequireSpread(standardDeviation);
        return new(Named("normal", standardDeviation), true, (_, _) => (0, standardDeviation));
    }

    /// <summary>Makes the rule <c>U(−limit, limit)</c>.</summary>
    /// <param name="limit">The largest size, from 0 to 10³⁰.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not from 0 to 10³⁰.</exception>
    public static Initializer Uniform(double limit)
    {
        RequireSpread(limit);
        return new(Named("uniform", limit), false, (_, _) => Symmetric(limit));
    }

    /// <summary>Finds a rule by name.</summary>
    /// <param name="text">
    /// <c>xavier-uniform</c>, <c>xavier-normal</c>, <c>he-uniform</c>, <c>he-normal</c>, <c>zeros</c>, <c>normal:σ</c> or
    /// <c>uniform:limit</c>.
    /// </param>
    /// <returns>The rule.</returns>
    /// <exception cref="FormatException">There is no such rule.</exception>
    public static Initializer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (Initializer rule in (ReadOnlySpan<Initializer>)[XavierUniform, XavierNormal, HeUniform, HeNormal, Zeros])
        {
            if (text == rule.Name) return rule;
        }

        string[] halves = text.Split(':');
        if (halves.Length == 2
            && double.TryParse(halves[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double spread)
            && IsUsable(spread))
        {
            if (halves[0] == "normal") return Normal(spread);
            if (halves[0] == "uniform") return Uniform(spread);
        }

        throw new FormatException(
            $"'{text}' is no initializer; known are xavier-uniform, xavier-normal, he-uniform, he-normal, zeros, normal:σ and uniform:limit");
    }

    /// <summary>Fills a weight matrix.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="random">The source of randomness.</param>
    /// <param name="fanIn">The number of inputs of a unit, at least one.</param>
    /// <param name="fanOut">The number of units that an input feeds, at least one.</param>
    /// <param name="destination">The elements to fill.</param>
    public void Fill<T>(RandomStream random, int fanIn, int fanOut, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fanOut, 1);
        (double first, double second) = _range(fanIn, fanOut);
        if (_isNormal) random.FillNormal(destination, first, second);
        else random.FillUniform(destination, first, second);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static (double Low, double High) Symmetric(double limit) => (-limit, limit);

    private static string Named(string kind, double spread) => $"{kind}:{spread.ToString("R", CultureInfo.InvariantCulture)}";

    private static void RequireSpread(double spread)
    {
        if (IsUsable(spread)) return;
        throw new ArgumentOutOfRangeException(
            nameof(spread), spread, $"the spread of first weights: needed is a number from 0 to {MaxSpread}, got {spread}");
    }

    private static bool IsUsable(double spread) => spread is >= 0 and <= MaxSpread;
}
