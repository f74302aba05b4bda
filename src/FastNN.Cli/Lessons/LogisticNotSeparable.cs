using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 002, 4.1.1: one neuron fails on four points that no line divides.</summary>
internal sealed class LogisticNotSeparable() : Lesson(
    "logistic-not-separable", "002", "4.1.1 data 2", "The same neuron cannot learn four points that no line divides.")
{
    public override string Data => "four points, given in the lesson";

    public override Figures Expected => new()
    {
        ["epoch_loss"] = new Figures
        {
            ["9"] = 2.88349771, ["19"] = 2.8812307, ["29"] = 2.8797981, ["39"] = 2.87874047, ["49"] = 2.87800035, ["59"] = 2.87749129,
        },
        ["predictions"] = [1, 0, 1, 1],
    };

    public override Tolerance ToleranceOf(string figure) => Tolerance.PrintedDigits;

    public override Figures Run(LessonContext context)
    {
        #region code
        double[] x = [0, 0, 0, 1, 1, 0, 1, 1];
        double[] y = [1, 0, 0, 1];
        Dataset<double> data = Dataset.ForClassification<double>(x, y, featureCount: 2, classCount: 2);

        var neuron = new Linear<double>(2, 1);
        using var model = new Sequential<double>(neuron);
        ReadOnlySpan<double> firstWeights = [0, -0.3];
        firstWeights.CopyTo(neuron.Weight.Values);

        using var trainer = new Trainer<double>(model, new SigmoidBinaryCrossEntropy<double>(), new Sgd<double>(0.1));
        History history = trainer.Fit(data, new FitOptions { Epochs = 60, BatchSize = 1, Shuffle = false });

        double[] losses = [.. history.Epochs.Select(epoch => epoch.Train.Loss * data.Count)];
        double[] scores = new double[4];
        model.Predict(x, scores);
        double[] predictions = [.. scores.Select(z => z > 0 ? 1.0 : 0.0)];
        #endregion

        context.Setting("learning_rate", 0.1);
        context.Setting("epochs", 60);
        context.PlotRegions("One neuron on data 2", "No line has both classes on their own sides: one point is always wrong.", model, data);
        context.PlotLosses(
            "Loss of an epoch on data 2", "The loss stays above 4 ln 2, whatever the epochs.", isLog: false, ("loss", losses));
        context.Print("The third point stays wrong: a sum of 2.77 (4 ln 2) is the best that one neuron can do here.");
        return new Figures { ["epoch_loss"] = Figures.Pick(losses, 9, 19, 29, 39, 49, 59), ["predictions"] = Figure.List(predictions) };
    }
}
