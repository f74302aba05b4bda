using FastNN.Cli.Reporting;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Metrics;
using FastNN.Optimizers;
using FastNN.Threading;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 001: the three-layer network for handwritten digits.</summary>
internal sealed class Mnist() : Lesson(
    "mnist-784-64-16-10", "001", "three-layer network", "A 784-64-16-10 network reads handwritten digits.")
{
    public override string Data => "mnist/*.gz, 60,000 + 10,000 digits";

    public override Figures Expected => new() { ["test_accuracy_at_least"] = 0.97 };

    public override Figures Run(LessonContext context)
    {
        #region code
        (Dataset<float> train, Dataset<float> test) = IdxFolder.Load<float>(context.DataPath("mnist"));
        using var model = new Sequential<float>(
            new Linear<float>(784, 64, Initializer.XavierUniform), new Sigmoid<float>(),
            new Linear<float>(64, 16, Initializer.XavierUniform), new Tanh<float>(),
            new Linear<float>(16, 10, Initializer.XavierUniform));

        // Softmax belongs to the loss. Results do not depend on the number of threads.
        using var workers = new WorkerPool(Environment.ProcessorCount);
        using var trainer = new Trainer<float>(model, new SoftmaxCrossEntropy<float>(), new Sgd<float>(0.2f), workers);
        History history = trainer.Fit(train, new FitOptions { Epochs = 40, BatchSize = 128, Seed = 1, Validation = test });

        float[] scores = new float[test.Count * 10];
        model.Predict(test.Features.Span, scores);
        var confusion = new ConfusionMatrix(10);
        confusion.Add<float>(scores, test.Targets.Span);
        #endregion

        context.PlotLosses(
            "Loss of an epoch", "Mean cross-entropy on training and test images.", isLog: true,
            ("training", [.. history.Epochs.Select(epoch => epoch.Train.Loss)]),
            ("test", [.. history.Epochs.Select(epoch => epoch.Validation!.Loss)]));
        context.Plot(new ConfusionPlot("Test images", confusion, [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")]),
            "4 and 9, 3 and 5 are hard.");
        var grid = new ImageGrid("Test images") { Note = "Below each image: what the network reads. A cross marks a mistake." };
        foreach (int i in Enumerable.Range(0, test.Count).Where(i => i < 20 || (i < 600 && !IsRight(i))).Take(40))
        {
            int read = ClassificationMetrics.ArgMax<float>(scores.AsSpan(i * 10, 10));
            grid.Add(PixelImage.Gray(test.Features.Span.Slice(i * 784, 784), 28, 28), $"{read}", !IsRight(i));
        }

        context.Plot(grid, "The first twenty test images, and the first that are read wrongly.");
        context.Plot(Weights((Linear<float>)model.Layers[0]), "What each neuron of the first layer looks for.");
        context.Setting("learning_rate", 0.2);
        context.Setting("batch_size", 128);
        context.Setting("epochs", 40);
        context.Setting("seed", 1);
        context.Setting("published_test_accuracy", 0.9749);
        context.Setting("seconds_per_epoch", history.Epochs.Average(epoch => epoch.Seconds));
        context.Print(confusion.ToString());
        return new Figures { ["test_accuracy_at_least"] = confusion.Accuracy };

        bool IsRight(int i) => ClassificationMetrics.ArgMax<float>(scores.AsSpan(i * 10, 10)) == (int)test.Targets.Span[i];
    }

    private static ImageGrid Weights(Linear<float> layer)
    {
        var grid = new ImageGrid("Weights of the first layer") { Scale = ("weight", 1) };
        float[] weights = new float[784];
        for (int unit = 0; unit < 32; unit++)
        {
            for (int i = 0; i < 784; i++) weights[i] = layer.Weight.Values[(i * 64) + unit];
            grid.Add(PixelImage.Diverging<float>(weights, 28, 28, limit: 1));
        }

        return grid;
    }
}
