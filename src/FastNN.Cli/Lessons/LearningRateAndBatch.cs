using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Documents 000 and 001: how many epochs a learning rate and a batch size need.</summary>
internal sealed class LearningRateAndBatch() : Lesson(
    "learning-rate-and-batch", "000", "tuning: the learning rate",
    "Half the learning rate needs more epochs to the same loss, and so does a larger batch.")
{
    public override string Data => "1,000 points of y = 0.4x² + 0.3x sin 15x + 0.01 cos 50x − 0.3, drawn in the lesson";

    public override Figures Expected => new()
    {
        ["loss_at_most"] = new Figures { ["rate_0.1"] = 0.002, ["rate_0.05"] = 0.002, ["batch_10"] = 0.002 },
        ["times_as_many_epochs_at_least"] = new Figures { ["rate_0.05"] = 1.5, ["batch_10"] = 1.5 },
    };

    public override Figures Run(LessonContext context)
    {
        #region code
        double[] reference = LossesUntil(0.002, learningRate: 0.1, batchSize: 1);
        double[] slower = LossesUntil(0.002, learningRate: 0.05, batchSize: 1);
        double[] larger = LossesUntil(0.002, learningRate: 0.1, batchSize: 10);

        static double[] LossesUntil(double goal, double learningRate, int batchSize)
        {
            var random = new NumPyRandom(0);
            double[] x = new double[1000];
            random.FillUniform<double>(x, 0, 1);
            double[] y = [.. x.Select(v => (0.4 * v * v) + (0.3 * v * Math.Sin(15 * v)) + (0.01 * Math.Cos(50 * v)) - 0.3)];
            Dataset<double> data = Dataset.ForRegression<double>(x, y, featureCount: 1);

            using var model = new Sequential<double>(
                seed: 1, new Linear<double>(1, 128, Initializer.Normal(1)), new Sigmoid<double>(), new Linear<double>(128, 1));
            using var trainer = new Trainer<double>(model, new HalfSquaredError<double>(), new Sgd<double>(learningRate));

            // Training that is cancelled from its own progress report ends with that epoch.
            using var reached = new CancellationTokenSource();
            var stop = new StopBelow(goal, reached);
            History history = trainer.Fit(
                data, new FitOptions { Epochs = 20000, BatchSize = batchSize, Seed = 1, Progress = stop }, reached.Token);
            return [.. history.Epochs.Select(epoch => epoch.Train.Loss)];
        }
        #endregion

        context.Setting("goal", 0.002);
        context.PlotLosses("Loss until it is 0.002", "Each line ends where its loss is low enough.", isLog: true,
            ("rate 0.1, batch 1", reference), ("rate 0.05, batch 1", slower), ("rate 0.1, batch 10", larger));
        context.Setting("neurons", 128);
        context.Setting("published_epochs", new Figures { ["rate_0.1"] = 983, ["rate_0.05"] = 6513 });
        context.Setting(
            "epochs", new Figures { ["rate_0.1"] = reference.Length, ["rate_0.05"] = slower.Length, ["batch_10"] = larger.Length });
        return new Figures
        {
            ["loss_at_most"] = new Figures { ["rate_0.1"] = reference[^1], ["rate_0.05"] = slower[^1], ["batch_10"] = larger[^1] },
            ["times_as_many_epochs_at_least"] = new Figures
            {
                ["rate_0.05"] = slower.Length / (double)reference.Length, ["batch_10"] = larger.Length / (double)reference.Length,
            },
        };
    }

    #region stop
    /// <summary>Cancels when an epoch's loss is low enough.</summary>
    internal sealed class StopBelow(double goal, CancellationTokenSource reached) : IProgress<EpochRecord>
    {
        public void Report(EpochRecord value)
        {
            if (value.Train.Loss <= goal) reached.Cancel();
        }
    }
    #endregion
}
