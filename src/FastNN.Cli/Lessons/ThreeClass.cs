using FastNN.Cli.Reporting;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Metrics;
using FastNN.Optimizers;
using FastNN.Serialization;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 001: three classes that no straight borders divide.</summary>
internal sealed class ThreeClass() : Lesson(
    "three-class-2-3-3", "001", "non-linear multi-class classification",
    "Three hidden neurons and softmax divide three classes that lie around each other.")
{
    public override string Data => "ai-edu/ch11.*.npz, 1000 + 500 points of classes 1 to 3";

    public override Figures Expected => new() { ["test_accuracy_at_least"] = 0.94 };

    public override Figures Run(LessonContext context)
    {
        #region code
        using NpzFile trainFile = NpzFile.Open(context.DataPath("ai-edu/ch11.train.npz")),
            testFile = NpzFile.Open(context.DataPath("ai-edu/ch11.test.npz"));
        double[] trainX = trainFile.Read("data").ToArray<double>(), testX = testFile.Read("data").ToArray<double>();
        double[] trainY = [.. trainFile.Read("label").ToArray<double>().Select(label => label - 1)];
        double[] testY = [.. testFile.Read("label").ToArray<double>().Select(label => label - 1)];
        FeatureScaler scaler = FeatureScaler.MinMax<double>([.. trainX, .. testX], columnCount: 2);
        Dataset<double> train = scaler.Apply(Dataset.ForClassification<double>(trainX, trainY, 2, 3, ["class 1", "class 2", "class 3"]));
        Dataset<double> test = scaler.Apply(Dataset.ForClassification<double>(testX, testY, 2, 3, ["class 1", "class 2", "class 3"]));

        using var model = new Sequential<double>(
            seed: 1,
            new Linear<double>(2, 3, Initializer.XavierUniform), new Sigmoid<double>(),
            new Linear<double>(3, 3, Initializer.XavierUniform));
        using var trainer = new Trainer<double>(model, new SoftmaxCrossEntropy<double>(), new Sgd<double>(0.1));
        History history = trainer.Fit(train, new FitOptions { Epochs = 5000, BatchSize = 10, Seed = 1 });
        double accuracy = trainer.Evaluate(test).Accuracy!.Value;
        #endregion

        double[] scores = new double[test.Count * 3];
        model.Predict(test.Features.Span, scores);
        var confusion = new ConfusionMatrix(3, ["1", "2", "3"]);
        confusion.Add<double>(scores, test.Targets.Span);
        context.PlotRegions("2-3-3 on the test points", "Three neurons carve the middle out.", model, test);
        context.PlotLosses(
            "Loss of an epoch", "Mean cross-entropy over the training points.", isLog: true,
            ("loss", [.. history.Epochs.Select(epoch => epoch.Train.Loss)]));
        context.Plot(new ConfusionPlot("Test points", confusion, ["1", "2", "3"]), "Most mistakes are at the borders.");
        context.Setting("learning_rate", 0.1);
        context.Setting("batch_size", 10);
        context.Setting("epochs", 5000);
        context.Setting("published_test_accuracy", 0.952);
        context.Setting("train_loss", history.Last.Train.Loss);
        return new Figures { ["test_accuracy_at_least"] = accuracy };
    }
}
