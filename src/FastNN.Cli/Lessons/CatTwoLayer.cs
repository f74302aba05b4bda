using FastNN.Cli.Reporting;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Serialization;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Documents 003 (4.9) and 004 (4): is it a cat? Two layers.</summary>
internal sealed class CatTwoLayer() : Lesson(
    "cat-two-layer", "003 (4.9) and 004 (4)", "4.9; 4",
    "A 12288-7-1 network tells cats from other pictures; its cost curve to nine digits.")
{
    public override string Data => "cat/*.npy, 209 + 50 pictures of 64×64×3 bytes";

    public override Figures Expected => new()
    {
        ["cost"] = new Figures
        {
            ["0"] = 0.6930497356599888, ["100"] = 0.6464320953428849, ["200"] = 0.6325140647912677, ["300"] = 0.6015024920354665,
            ["500"] = 0.5158304772764729, ["1000"] = 0.3394281538366413, ["1500"] = 0.17448318112556635, ["2000"] = 0.07439078704319083,
            ["2400"] = 0.04855478562877018,
        },
        ["train_accuracy"] = 1.0,
        ["test_accuracy"] = 0.72,
    };

    public override Tolerance ToleranceOf(string figure) => Tolerance.Relative(1e-9);

    public override Figures Run(LessonContext context)
    {
        #region code
        Dataset<double> train = Load(context, "train"), test = Load(context, "test");
        Linear<double> first = new(12288, 7), second = new(7, 1);
        using var model = new Sequential<double>(first, new ReLU<double>(), second);

        // The document draws its matrices as [outputs, inputs].
        var random = new NumPyRandom(1);
        double[] draws = new double[12288 * 7];
        random.FillNormal<double>(draws);
        for (int i = 0; i < 12288; i++)
        {
            for (int unit = 0; unit < 7; unit++) first.Weight.Values[(i * 7) + unit] = draws[(unit * 12288) + i] * 0.01;
        }

        for (int i = 0; i < 7; i++) second.Weight.Values[i] = random.StandardNormal() * 0.01;

        using var trainer = new Trainer<double>(model, new SigmoidBinaryCrossEntropy<double>(), new Sgd<double>(0.0075));
        History history = trainer.Fit(train, new FitOptions { Epochs = 2500, BatchSize = FitOptions.FullBatch });
        double[] costs = [.. history.Epochs.Select(epoch => epoch.Train.Loss)];
        #endregion

        context.PlotLosses("Cost of an iteration", "Full-batch descent goes down all the way.", isLog: false, ("12288-7-1", costs));
        double[] scores = new double[test.Count];
        model.Predict(test.Features.Span, scores);
        const string Note = "Below each picture: what the network says. A cross marks a mistake.";
        var grid = new ImageGrid("Test pictures") { Note = Note, TileWidth = 64 };
        for (int i = 0; i < 18; i++)
        {
            bool isCat = scores[i] > 0;
            PixelImage picture = PixelImage.Rgb(test.Features.Span.Slice(i * 12288, 12288), 64, 64);
            grid.Add(picture, isCat ? "cat" : "other", isWrong: isCat != (test.Targets.Span[i] == 1));
        }

        context.Plot(grid, "The first eighteen test pictures.");
        context.Setting("learning_rate", 0.0075);
        context.Setting("iterations", 2500);
        context.Setting("threads", 1);
        context.Setting("seconds_per_iteration", history.Epochs.Select(epoch => epoch.Seconds).Order().ElementAt(1250));
        return new Figures
        {
            ["cost"] = Figures.Pick(costs, 0, 100, 200, 300, 500, 1000, 1500, 2000, 2400),
            ["train_accuracy"] = trainer.Evaluate(train).Accuracy!.Value,
            ["test_accuracy"] = trainer.Evaluate(test).Accuracy!.Value,
        };
    }

    #region load
    /// <summary>Reads one of the two sets; pixels become numbers from 0 to 1.</summary>
    internal static Dataset<double> Load(LessonContext context, string part)
    {
        byte[] pixels = NpyFile.Read(context.DataPath($"cat/{part}_set_x.u8.npy")).ToArray<byte>();
        long[] labels = NpyFile.Read(context.DataPath($"cat/{part}_set_y.i64.npy")).ToArray<long>();
        double[] features = [.. pixels.Select(pixel => pixel / 255.0)];
        double[] targets = [.. labels.Select(label => (double)label)];
        return Dataset.ForClassification<double>(features, targets, featureCount: 12288, classCount: 2, ["other", "cat"]);
    }
    #endregion
}
