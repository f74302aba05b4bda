using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Serialization;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Documents 000 and 001: two and three hidden neurons bend a line into a curve.</summary>
internal sealed class CurveTwoLayer() : Lesson(
    "curve-two-layer", "000 and 001", "two-layer network, non-linear regression", "Two sigmoid neurons fit a sine, three a wilder curve.")
{
    public override string Data => "ai-edu/ch08.*.npz, a sine, and ch09.*.npz, 0.4x² + 0.3x sin 15x + 0.01 cos 50x − 0.3, both with noise";

    public override Figures Expected => new() { ["ch08_r2_at_least"] = 0.98, ["ch09_r2_at_least"] = 0.97 };

    public override Figures Run(LessonContext context)
    {
        context.Setting("batch_size", 10);
        context.Setting("published_r2", [0.98815, 0.97659]);
        return new Figures
        {
            ["ch08_r2_at_least"] = Fit(context, "ch08", hidden: 2, learningRate: 0.05, epochs: 5000),
            ["ch09_r2_at_least"] = Fit(context, "ch09", hidden: 3, learningRate: 0.5, epochs: 10000),
        };
    }

    #region code
    private static double Fit(LessonContext context, string name, int hidden, double learningRate, int epochs)
    {
        Dataset<double> train = Load(context.DataPath($"ai-edu/{name}.train.npz")),
            test = Load(context.DataPath($"ai-edu/{name}.test.npz"));
        using var model = new Sequential<double>(
            seed: 1,
            new Linear<double>(1, hidden, Initializer.XavierUniform), new Sigmoid<double>(),
            new Linear<double>(hidden, 1, Initializer.XavierUniform));
        using var trainer = new Trainer<double>(model, new HalfSquaredError<double>(), new Sgd<double>(learningRate));
        History history = trainer.Fit(train, new FitOptions { Epochs = epochs, BatchSize = 10, Seed = 1 });
        context.PlotFit($"{name}: 1-{hidden}-1 over the training points", $"{hidden} neurons in the hidden layer.", model,
            train.Features.Span, train.Targets.Span);
        context.PlotLosses(
            $"{name}: loss of an epoch", "The loss falls in steps, whenever a neuron finds its bend.", isLog: true,
            ("loss", [.. history.Epochs.Select(epoch => epoch.Train.Loss)]));
        return trainer.Evaluate(test).R2!.Value;
    }

    private static Dataset<double> Load(string path)
    {
        using NpzFile file = NpzFile.Open(path);
        return Dataset.ForRegression<double>(file.Read("data").ToArray<double>(), file.Read("label").ToArray<double>(), featureCount: 1);
    }
    #endregion
}
