using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Serialization;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 001: two classes that an arc divides.</summary>
internal sealed class Arc() : Lesson(
    "arc-2-2-1", "001", "non-linear binary classification", "Two hidden neurons bend the border between two classes into an arc.")
{
    public override string Data => "ai-edu/ch10.*.npz, 400 + 100 points";

    public override Figures Expected => new() { ["test_accuracy"] = 1.0 };

    public override Figures Run(LessonContext context)
    {
        #region code
        using NpzFile trainFile = NpzFile.Open(context.DataPath("ai-edu/ch10.train.npz")),
            testFile = NpzFile.Open(context.DataPath("ai-edu/ch10.test.npz"));
        double[] trainX = trainFile.Read("data").ToArray<double>(), testX = testFile.Read("data").ToArray<double>();

        // The tutorial scales by the extremes of both sets. With data that are yet to come, only the training set is known.
        FeatureScaler scaler = FeatureScaler.MinMax<double>([.. trainX, .. testX], columnCount: 2);
        Dataset<double> train = scaler.Apply(Dataset.ForClassification<double>(trainX, trainFile.Read("label").ToArray<double>(), 2, 2));
        Dataset<double> test = scaler.Apply(Dataset.ForClassification<double>(testX, testFile.Read("label").ToArray<double>(), 2, 2));

        using var model = new Sequential<double>(
            seed: 1,
            new Linear<double>(2, 2, Initializer.XavierUniform), new Sigmoid<double>(),
            new Linear<double>(2, 1, Initializer.XavierUniform));
        using var trainer = new Trainer<double>(model, new SigmoidBinaryCrossEntropy<double>(), new Sgd<double>(0.1));
        History history = trainer.Fit(train, new FitOptions { Epochs = 1000, BatchSize = 5, Seed = 1 });
        double accuracy = trainer.Evaluate(test).Accuracy!.Value;
        #endregion

        context.PlotRegions("2-2-1 on the test points", "Two neurons are enough for an arc.", model, test);
        context.PlotLosses(
            "Loss of an epoch", "Mean cross-entropy over the training points.", isLog: true,
            ("loss", [.. history.Epochs.Select(epoch => epoch.Train.Loss)]));
        context.Setting("learning_rate", 0.1);
        context.Setting("batch_size", 5);
        context.Setting("epochs", history.Epochs.Count);
        context.Setting("train_loss", history.Last.Train.Loss);
        return new Figures { ["test_accuracy"] = accuracy };
    }
}
