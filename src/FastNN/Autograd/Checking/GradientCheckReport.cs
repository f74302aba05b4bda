using System.Globalization;
using System.Text;

namespace FastNN.Autograd;

/// <summary>What a gradient check found.</summary>
/// <param name="Inputs">The findings for each input.</param>
/// <param name="Tolerance">The largest relative error that passes.</param>
/// <param name="IsDeterministic">Whether the function and its gradient were the same, bit for bit, when computed twice.</param>
/// <param name="SecondOrder">The findings of the second order, or null where it was not checked.</param>
public sealed record GradientCheckReport(
    IReadOnlyList<InputCheck> Inputs, double Tolerance, bool IsDeterministic, GradientCheckReport? SecondOrder)
{
    /// <summary>Gets the largest relative error over all inputs, of the first order.</summary>
    public double WorstError => Inputs.Count == 0 ? 0 : Inputs.Max(input => input.WorstError);

    /// <summary>Gets the number of derivatives left out for kinks, of the first order.</summary>
    public int Kinks => Inputs.Sum(input => input.Kinks);

    /// <summary>Gets whether everything was within tolerance and deterministic, of all orders checked. Kinks do not fail a check.</summary>
    public bool Passed => IsDeterministic && WorstError <= Tolerance && SecondOrder is null or { Passed: true };

    /// <summary>Writes the findings, a line for each input.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text, "gradient check", "");
        return text.ToString();
    }

    private void Write(StringBuilder text, string title, string indent)
    {
        bool within = WorstError <= Tolerance;
        string verdict = !IsDeterministic ? "FAILED, the function is not deterministic" : within ? "passed" : "FAILED";
        text.Append(
            CultureInfo.InvariantCulture, $"{indent}{title}: {verdict}, worst relative error {WorstError:0.0E+0} of {Tolerance:0.0E+0} allowed\n");
        foreach (InputCheck input in Inputs) text.Append(CultureInfo.InvariantCulture, $"{indent}  {input}\n");
        SecondOrder?.Write(text, "second order", indent + "  ");
    }
}
