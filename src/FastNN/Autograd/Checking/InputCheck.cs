using System.Globalization;

namespace FastNN.Autograd;

/// <summary>What a gradient check found for one input.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="Shape">Its shape, written out.</param>
/// <param name="WorstError">The largest relative error; infinite where a derivative is not a number.</param>
/// <param name="Element">The input's element where it is.</param>
/// <param name="Output">The result's element where it is.</param>
/// <param name="Analytic">The derivative that the tape gave there.</param>
/// <param name="Numeric">The derivative that the differences gave there.</param>
/// <param name="Kinks">The number of derivatives left out because the function has a kink or a jump at the point.</param>
/// <param name="FirstKink">The first input element with one, or -1.</param>
public sealed record InputCheck(
    string Name, string Shape, double WorstError, int Element, int Output, double Analytic, double Numeric, int Kinks, int FirstKink)
{
    /// <summary>Writes one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString()
    {
        string worst = Element < 0
            ? "nothing to compare"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{WorstError:0.0E+0} at element {Element}, output {Output}: analytic {Analytic:G9}, numeric {Numeric:G9}");
        string kinks = Kinks == 0 ? "" : $"; {Kinks} left out for kinks, the first at element {FirstKink}";
        return $"{Name} {Shape}: {worst}{kinks}";
    }
}
