using FastNN.Cli.Reporting;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Serialization;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 001: single-sample, mini-batch and full-batch gradient descent on one problem.</summary>
internal sealed class GradientDescentForms() : Lesson(
    "gradient-descent-forms", "001", "learning rate and batch size",
    "The same line fitted row by row, in batches of ten and all rows at once.")
{
    public override string Data => "ai-edu/ch04.npz, 100 points near y = 2x + 3; the expected line is that of least squares";

    public override Figures Expected => new()
    {
        ["full_batch"] = new Figures { ["w"] = 2.05682725276716, ["b"] = 2.965433739143646, ["loss"] = 0.019841907455223306 },
        ["distance_at_most"] = new Figures { ["mini_batch"] = 0.05, ["single"] = 0.15 },
        ["steps"] = new Figures { ["full_batch"] = 2000, ["mini_batch"] = 500, ["single"] = 500 },
    };

    public override Tolerance ToleranceOf(string figure) => Tolerance.Relative(1e-9);

    public override Figures Run(LessonContext context)
    {
        #region code
        using NpzFile file = NpzFile.Open(context.DataPath("ai-edu/ch04.npz"));
        Dataset<double> data = Dataset.ForRegression<double>(file.Read("data").ToArray<double>(), file.Read("label").ToArray<double>(), 1);
        (double W, double B, double Loss, long Steps) full = Fit(data, FitOptions.FullBatch, learningRate: 0.5, epochs: 2000);
        (double W, double B, double Loss, long Steps) mini = Fit(data, batchSize: 10, learningRate: 0.3, epochs: 50);
        (double W, double B, double Loss, long Steps) single = Fit(data, batchSize: 1, learningRate: 0.1, epochs: 5);

        static (double W, double B, double Loss, long Steps) Fit(Dataset<double> data, int batchSize, double learningRate, int epochs)
        {
            var line = new Linear<double>(1, 1, Initializer.Zeros);
            using var model = new Sequential<double>(line);
            using var descent = new Sgd<double>(learningRate);
            using var trainer = new Trainer<double>(model, new HalfSquaredError<double>(), descent);
            trainer.Fit(data, new FitOptions { Epochs = epochs, BatchSize = batchSize, Seed = 1 });
            return (line.Weight.Values[0], line.Bias.Values[0], trainer.Evaluate(data).Loss, descent.StepCount);
        }
        #endregion

        context.Setting("learning_rates", new Figures { ["full_batch"] = 0.5, ["mini_batch"] = 0.3, ["single"] = 0.1 });
        context.Print(
            "A full batch walks straight to the least-squares line; smaller ones get near it with fewer rows read, then wander around it.");
        double[] x = data.Features.ToArray(), y = data.Targets.ToArray();
        context.Plot(
            new Chart("One line, three ways of descent", new Axis("x"), new Axis("y"))
                .Points<double>("samples", x, y)
                .Curve("full batch", v => (full.W * v) + full.B, 0, 1)
                .Curve("mini-batch", v => (mini.W * v) + mini.B, 0, 1)
                .Curve("single", v => (single.W * v) + single.B, 0, 1),
            "All three end near the least-squares line.");
        return new Figures
        {
            ["full_batch"] = new Figures { ["w"] = full.W, ["b"] = full.B, ["loss"] = full.Loss },
            ["distance_at_most"] = new Figures { ["mini_batch"] = Distance(full, mini), ["single"] = Distance(full, single) },
            ["steps"] = new Figures { ["full_batch"] = full.Steps, ["mini_batch"] = mini.Steps, ["single"] = single.Steps },
        };
    }

    private static double Distance(
        (double W, double B, double Loss, long Steps) one, (double W, double B, double Loss, long Steps) other) =>
        Math.Sqrt(Math.Pow(one.W - other.W, 2) + Math.Pow(one.B - other.B, 2));
}
