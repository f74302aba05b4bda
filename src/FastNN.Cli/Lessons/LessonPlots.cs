using FastNN.Cli.Reporting;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Metrics;

namespace FastNN.Cli.Lessons;

/// <summary>The plots that several lessons draw.</summary>
internal static class LessonPlots
{
    /// <summary>Plots how losses went down.</summary>
    public static void PlotLosses(
        this LessonContext context, string title, string caption, bool isLog, params ReadOnlySpan<(string Name, double[] Losses)> series)
    {
        var chart = new Chart(title, Axis.Epochs, new Axis("loss", Scale: isLog ? AxisScale.Log : AxisScale.Linear));
        foreach ((string name, double[] losses) in series) chart.Line<double>(name, losses);
        context.Plot(chart, caption);
        context.Losses ??= series[0].Losses;
    }

    /// <summary>Plots points of two features, and the class that a model decides for at each place.</summary>
    /// <param name="context">The lesson's context.</param>
    /// <param name="title">What the plot shows.</param>
    /// <param name="caption">What there is to see in it.</param>
    /// <param name="model">A model of two inputs.</param>
    /// <param name="data">The points with their classes.</param>
    /// <param name="threshold">Where class 1 begins, for a model of one output: 0 for scores, 0.5 for probabilities.</param>
    public static void PlotRegions(
        this LessonContext context, string title, string caption, Sequential<double> model, Dataset<double> data, double threshold = 0)
    {
        int[] classes = new int[data.Count];
        data.CopyClassIndices(classes);
        context.Plot(
            new Chart(title, new Axis("x1"), new Axis("x2")) { IsSquare = true, FrameHeight = 380 }
                .Classes<double>(Column(data, 0), Column(data, 1), classes,
                    data.ClassNames ?? [.. Enumerable.Range(0, data.ClassCount).Select(label => $"class {label}")])
                .Regions(ClassesOver(model, data, threshold)),
            caption);
    }

    /// <summary>Plots points and the curve that a model of one input fits to them.</summary>
    public static void PlotFit(
        this LessonContext context, string title, string caption, Sequential<double> model, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] output = new double[1];
        context.Plot(
            new Chart(title, new Axis("x"), new Axis("y"))
                .Points("samples", x, y)
                .Curve("fitted", At, x.ToArray().Min(), x.ToArray().Max()),
            caption);

        double At(double value)
        {
            model.Predict([value], output);
            return output[0];
        }
    }

    /// <summary>Gets one feature of all rows.</summary>
    public static double[] Column(Dataset<double> data, int column)
    {
        double[] values = new double[data.Count];
        for (int row = 0; row < values.Length; row++) values[row] = data.Features.Span[(row * data.FeatureCount) + column];
        return values;
    }

    // A plot is drawn after the lesson has given its model's memory back, so the model is asked now, on a grid finer than any plot.
    private static Func<double, double, int> ClassesOver(Sequential<double> model, Dataset<double> data, double threshold)
    {
        const int Cells = 360;
        (double left, double width) = Frame(Column(data, 0));
        (double bottom, double height) = Frame(Column(data, 1));
        double[] points = new double[2 * Cells * Cells], outputs = new double[model.OutputSize * Cells * Cells];
        for (int i = 0; i < Cells * Cells; i++)
        {
            points[2 * i] = left + (width * ((i % Cells) + 0.5) / Cells);
            points[(2 * i) + 1] = bottom + (height * ((i / Cells) + 0.5) / Cells);
        }

        model.Predict(points, outputs);
        return (x1, x2) =>
        {
            int column = Math.Clamp((int)((x1 - left) / width * Cells), 0, Cells - 1),
                row = Math.Clamp((int)((x2 - bottom) / height * Cells), 0, Cells - 1);
            int size = outputs.Length / (Cells * Cells);
            ReadOnlySpan<double> output = outputs.AsSpan(((row * Cells) + column) * size, size);
            return size > 1 ? ClassificationMetrics.ArgMax(output) : output[0] > threshold ? 1 : 0;
        };
    }

    private static (double Start, double Size) Frame(double[] values)
    {
        double size = values.Max() - values.Min();
        return (values.Min() - (0.1 * size), 1.2 * size);
    }
}
