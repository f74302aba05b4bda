using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 002, 4.1.1: one neuron learns four points that a line divides.</summary>
internal sealed class LogisticSeparable() : Lesson(
    "logistic-separable", "002", "4.1.1 data 1", "One neuron with a sigmoid learns four points that a line divides.")
{
    public override string Data => "four points, given in the lesson";

    public override Figures Expected => new()
    {
        ["epoch_loss"] = new Figures
        {
            ["9"] = 2.13470015, ["19"] = 1.67673736, ["29"] = 1.36190603, ["39"] = 1.13485563, ["49"] = 0.96600061, ["59"] = 0.83689858,
        },
        ["predictions"] = [1, 1, 0, 0],
    };

    public override Tolerance ToleranceOf(string figure) => Tolerance.PrintedDigits;

    public override Figures Run(LessonContext context)
    {
        #region code
        double[] x = [0, 0, 0, 1, 1, 0, 1, 1];
        double[] y = [1, 1, 0, 0];
        Dataset<double> data = Dataset.ForClassification<double>(x, y, featureCount: 2, classCount: 2);

        // The neuron gives a score z; the loss puts the sigmoid behind it.
        var neuron = new Linear<double>(2, 1);
        using var model = new Sequential<double>(neuron);
        new NumPyRandom(4).FillNormal(neuron.Weight.Values);

        // One row a step, in file order.
        using var trainer = new Trainer<double>(model, new SigmoidBinaryCrossEntropy<double>(), new Sgd<double>(0.1));
        History history = trainer.Fit(data, new FitOptions { Epochs = 60, BatchSize = 1, Shuffle = false });

        // An epoch's loss is a mean over its rows; the document prints the sum.
        double[] losses = [.. history.Epochs.Select(epoch => epoch.Train.Loss * data.Count)];
        double[] scores = new double[4];
        model.Predict(x, scores);
        double[] predictions = [.. scores.Select(z => z > 0 ? 1.0 : 0.0)];
        #endregion

        context.Setting("learning_rate", 0.1);
        context.Setting("epochs", 60);
        context.PlotRegions("One neuron on data 1", "The neuron's border is a line, and a line is enough here.", model, data);
        context.PlotLosses("Loss of an epoch on data 1", "The summed loss falls steadily.", isLog: false, ("loss", losses));
        return new Figures { ["epoch_loss"] = Figures.Pick(losses, 9, 19, 29, 39, 49, 59), ["predictions"] = Figure.List(predictions) };
    }
}
