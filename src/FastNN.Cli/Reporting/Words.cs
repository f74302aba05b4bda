using System.Globalization;
using FastNN.Training;

namespace FastNN.Cli.Reporting;

/// <summary>Words figures for people: always in invariant culture, so that scripts of any locale can read plain output.</summary>
internal static class Words
{
    /// <summary>Words a loss.</summary>
    public static string Loss(double loss) => loss.ToString(Math.Abs(loss) is 0 or >= 0.001 ? "0.00000" : "0.000e+0", CultureInfo.InvariantCulture);

    /// <summary>Words accuracy or R².</summary>
    public static string Score(Evaluation figures) => figures.Accuracy is { } accuracy
        ? string.Create(CultureInfo.InvariantCulture, $"accuracy {100 * accuracy:0.00}%")
        : string.Create(CultureInfo.InvariantCulture, $"R² {figures.R2:0.0000}");

    /// <summary>Words both.</summary>
    public static string Figures(Evaluation figures) => $"loss {Loss(figures.Loss)}, {Score(figures)}";

    /// <summary>Words a time.</summary>
    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " s";

    /// <summary>Words a whole number.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Words a number so that reading it gives the same bits.</summary>
    public static string Exact(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Words a network as its sizes and activations, such as <c>784 → 64 sigmoid → 10</c>.</summary>
    public static string Network(IEnumerable<Serialization.LayerSpec> layers)
    {
        var text = new System.Text.StringBuilder();
        foreach (Serialization.LayerSpec layer in layers)
        {
            if (text.Length == 0) text.Append(CultureInfo.InvariantCulture, $"{layer.Inputs}");
            if (layer.Kind == "linear") text.Append(CultureInfo.InvariantCulture, $" → {layer.Outputs}");
            else text.Append(' ').Append(layer.Kind);
        }

        return text.ToString();
    }

    /// <summary>Words what a run is going to do, in two lines, or three for a table.</summary>
    public static string[] Plan(TrainPlan plan) =>
    [
        $"{plan.Dataset}: {Count(plan.TrainCount)} rows to train on, {Count(plan.ValidationCount)} to validate, {Count(plan.TestCount)} to test",
        .. plan.Columns is { } columns ? new[] { columns } : [],
        $"{Network(plan.Layers)}: {Count(plan.ParameterCount)} parameters; {plan.Loss}, {plan.Optimizer} {Exact(plan.LearningRate)}, "
            + $"batch {plan.BatchSize}, {plan.Precision}, {plan.Isa}, threads {plan.Threads}",
    ];
}
