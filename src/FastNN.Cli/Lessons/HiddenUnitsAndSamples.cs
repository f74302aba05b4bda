using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 000: how many epochs fewer neurons or fewer samples need.</summary>
internal sealed class HiddenUnitsAndSamples() : Lesson(
    "hidden-units-and-samples", "000", "tuning: neurons and samples",
    "Half the samples need more epochs to the same loss; fewer neurons may, too.")
{
    public override string Data => "1,000 points of y = 0.4x² + 0.3x sin 15x + 0.01 cos 50x − 0.3, drawn in the lesson";

    public override Figures Expected => new()
    {
        ["loss_at_most"] = new Figures { ["neurons_128"] = 0.002, ["neurons_96"] = 0.002, ["samples_500"] = 0.002 },
        ["times_as_many_epochs_at_least"] = new Figures { ["neurons_96"] = 1.01, ["samples_500"] = 1.5 },
    };

    public override Figures Run(LessonContext context)
    {
        #region code
        double[] reference = LossesUntil(0.002, neurons: 128, samples: 1000);
        double[] narrower = LossesUntil(0.002, neurons: 96, samples: 1000);
        double[] fewer = LossesUntil(0.002, neurons: 128, samples: 500);

        static double[] LossesUntil(double goal, int neurons, int samples)
        {
            var random = new NumPyRandom(0);
            double[] x = new double[samples];
            random.FillUniform<double>(x, 0, 1);
            double[] y = [.. x.Select(v => (0.4 * v * v) + (0.3 * v * Math.Sin(15 * v)) + (0.01 * Math.Cos(50 * v)) - 0.3)];
            Dataset<double> data = Dataset.ForRegression<double>(x, y, featureCount: 1);

            using var model = new Sequential<double>(
                seed: 1, new Linear<double>(1, neurons, Initializer.Normal(1)), new Sigmoid<double>(), new Linear<double>(neurons, 1));
            using var trainer = new Trainer<double>(model, new HalfSquaredError<double>(), new Sgd<double>(0.1));
            using var reached = new CancellationTokenSource();
            var stop = new LearningRateAndBatch.StopBelow(goal, reached);
            History history = trainer.Fit(data, new FitOptions { Epochs = 20000, BatchSize = 1, Seed = 1, Progress = stop }, reached.Token);
            return [.. history.Epochs.Select(epoch => epoch.Train.Loss)];
        }
        #endregion

        context.Setting("goal", 0.002);
        context.PlotLosses("Loss until it is 0.002", "Each line ends where its loss is low enough.", isLog: true,
            ("128 neurons, 1000 samples", reference), ("96 neurons", narrower), ("500 samples", fewer));
        context.Setting("learning_rate", 0.1);
        context.Setting("published_epochs", new Figures { ["neurons_128"] = 983, ["neurons_96"] = 3966, ["samples_500"] = 1562 });
        context.Setting(
            "epochs", new Figures { ["neurons_128"] = reference.Length, ["neurons_96"] = narrower.Length, ["samples_500"] = fewer.Length });
        return new Figures
        {
            ["loss_at_most"] = new Figures { ["neurons_128"] = reference[^1], ["neurons_96"] = narrower[^1], ["samples_500"] = fewer[^1] },
            ["times_as_many_epochs_at_least"] = new Figures
            {
                ["neurons_96"] = narrower.Length / (double)reference.Length, ["samples_500"] = fewer.Length / (double)reference.Length,
            },
        };
    }
}
