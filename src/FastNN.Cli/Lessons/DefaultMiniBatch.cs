using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 002, 4.4.2: who defaults on a credit card, with mini-batches.</summary>
internal sealed class DefaultMiniBatch() : Lesson(
    "default-mini-batch", "002", "4.4.2", "A 2-5-5-1 network learns from mini-batches of ten who will default on a credit card.")
{
    public override string Data => "islr/Default.txt, 100 customers: balance, income, default";

    public override Figures Expected => new()
    {
        ["epoch_loss"] = new Figures { ["0"] = 66.246, ["50"] = 31.835, ["100"] = 31.192, ["150"] = 30.969, ["199"] = 30.801 },
        ["epoch_accuracy"] = new Figures { ["0"] = 0.7, ["50"] = 0.92, ["100"] = 0.89, ["150"] = 0.89, ["199"] = 0.89 },
        ["epoch_loss_full"] = new Figures
        {
            ["0"] = 66.24588556031735, ["50"] = 31.834737661673064, ["100"] = 31.19180064816159, ["150"] = 30.969310221724243,
            ["199"] = 30.80146697841466,
        },
    };

    public override Tolerance ToleranceOf(string figure) =>
        figure == "epoch_loss_full" ? Tolerance.Relative(1e-9) : Tolerance.Absolute(0.00051);

    public override Figures Run(LessonContext context)
    {
        #region code
        // Names of classes are in alphabetical order: No is class 0, Yes class 1.
        (Dataset<double> raw, _) = CsvDataset.Load<double>(
            context.DataPath("islr/Default.txt"), new TableEncodingOptions { Target = "2" },
            new CsvOptions { Delimiter = '\t', HasHeader = false });
        Dataset<double> data = FeatureScaler.Standardize(raw).Apply(raw);

        Linear<double> first = new(2, 5), second = new(5, 5), third = new(5, 1);
        using var model = new Sequential<double>(first, new Sigmoid<double>(), second, new Sigmoid<double>(), third);
        var random = new NumPyRandom(3);
        foreach (Linear<double> layer in new[] { first, second, third }) random.FillUniform(layer.Weight.Values, -0.5, 0.5);

        // The figures of an epoch are those before each update, as the document takes them.
        using var trainer = new Trainer<double>(model, new SigmoidBinaryCrossEntropy<double>(), new Sgd<double>(0.5));
        History history = trainer.Fit(data, new FitOptions { Epochs = 200, BatchSize = 10, Shuffle = false });
        double[] losses = [.. history.Epochs.Select(epoch => epoch.Train.Loss * data.Count)];
        double[] accuracies = [.. history.Epochs.Select(epoch => epoch.Train.Accuracy!.Value)];
        #endregion

        context.PlotRegions("Who will default", "Balance (x1) decides, income (x2) hardly; both are standardised.", model, data);
        context.PlotLosses("Loss of an epoch, summed", "Most is learned in the first ten epochs.", isLog: false, ("loss", losses));
        context.Setting("learning_rate", 0.5);
        context.Setting("batch_size", 10);
        context.Setting("epochs", 200);
        ReadOnlySpan<int> shown = [0, 50, 100, 150, 199];
        return new Figures
        {
            ["epoch_loss"] = Figures.Pick(losses, shown),
            ["epoch_accuracy"] = Figures.Pick(accuracies, shown),
            ["epoch_loss_full"] = Figures.Pick(losses, shown),
        };
    }
}
