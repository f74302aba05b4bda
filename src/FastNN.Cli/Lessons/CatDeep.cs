using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Documents 003 (4.9) and 004 (4): is it a cat? Four layers.</summary>
internal sealed class CatDeep() : Lesson(
    "cat-deep", "003 (4.9) and 004 (4)", "4.9.5; 4", "A 12288-20-7-5-1 network does better on the cat pictures than two layers.")
{
    public override string Data =>
        "cat/*.npy, 209 + 50 pictures of 64×64×3 bytes; the expected numbers are those of bench/numpy/cat_network.py";

    public override Figures Expected => new()
    {
        ["cost"] = new Figures
        {
            ["0"] = 0.7717493284237686, ["100"] = 0.6720534400822913, ["200"] = 0.6482632048575212, ["300"] = 0.6115068816101354,
            ["400"] = 0.567047326836611, ["500"] = 0.5401376634547801, ["600"] = 0.5279299569455267, ["700"] = 0.46547737717668514,
            ["800"] = 0.3691258524959279, ["900"] = 0.3917469743480535, ["1000"] = 0.31518698886006163,
            ["1100"] = 0.2726998441789384, ["1200"] = 0.2374185340026814, ["1300"] = 0.19960120532208644,
            ["1400"] = 0.1892630038846331, ["1500"] = 0.1611885466582775, ["1600"] = 0.14821389662363316,
            ["1700"] = 0.13777487812972938, ["1800"] = 0.1297401754919012, ["1900"] = 0.12122535068005211,
            ["2000"] = 0.11382060668633712, ["2100"] = 0.10783928526254133, ["2200"] = 0.10285466069352679,
            ["2300"] = 0.10089745445261787, ["2400"] = 0.09287821526472397,
        },
        ["train_accuracy"] = 0.9856459330143541,
        ["test_accuracy"] = 0.8,
    };

    public override Tolerance ToleranceOf(string figure) => Tolerance.Relative(1e-9);

    public override Figures Run(LessonContext context)
    {
        #region code
        Dataset<double> train = CatTwoLayer.Load(context, "train"), test = CatTwoLayer.Load(context, "test");
        Linear<double>[] layers = [new(12288, 20), new(20, 7), new(7, 5), new(5, 1)];
        using var model = new Sequential<double>(
            layers[0], new ReLU<double>(), layers[1], new ReLU<double>(), layers[2], new ReLU<double>(), layers[3]);

        // randn(outputs, inputs) / √inputs, layer after layer from one generator.
        var random = new NumPyRandom(1);
        foreach (Linear<double> layer in layers)
        {
            for (int unit = 0; unit < layer.Outputs; unit++)
            {
                for (int i = 0; i < layer.Inputs; i++)
                {
                    layer.Weight.Values[(i * layer.Outputs) + unit] = random.StandardNormal() / Math.Sqrt(layer.Inputs);
                }
            }
        }

        using var trainer = new Trainer<double>(model, new SigmoidBinaryCrossEntropy<double>(), new Sgd<double>(0.0075));
        History history = trainer.Fit(train, new FitOptions { Epochs = 2500, BatchSize = FitOptions.FullBatch });
        double[] costs = [.. history.Epochs.Select(epoch => epoch.Train.Loss)];
        #endregion

        context.PlotLosses("Cost of an iteration", "The deeper network starts slower and ends lower on the test.", isLog: false,
            ("12288-20-7-5-1", costs));
        context.Setting("learning_rate", 0.0075);
        context.Setting("iterations", 2500);
        context.Setting("threads", 1);
        context.Setting("seconds_per_iteration", history.Epochs.Select(epoch => epoch.Seconds).Order().ElementAt(1250));
        return new Figures
        {
            ["cost"] = Figures.Pick(costs, [.. Enumerable.Range(0, 25).Select(i => 100 * i)]),
            ["train_accuracy"] = trainer.Evaluate(train).Accuracy!.Value,
            ["test_accuracy"] = trainer.Evaluate(test).Accuracy!.Value,
        };
    }
}
