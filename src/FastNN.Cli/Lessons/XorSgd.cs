using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 002, 4.1.2 and 4.4.1: two hidden neurons learn exclusive or, one row at a time.</summary>
internal sealed class XorSgd() : Lesson(
    "xor-sgd", "002", "4.1.2 and 4.4.1", "Two hidden neurons make the four points divisible: a 2-2-1 network learns them row by row.")
{
    public override string Data => "four points, given in the lesson";

    public override Figures Expected => new()
    {
        ["epoch_loss"] = new Figures
        {
            ["9"] = 4.05018207, ["109"] = 2.93567526, ["209"] = 2.82539712, ["309"] = 0.07301895, ["409"] = 0.02847156,
            ["509"] = 0.01767868,
            ["599"] = 0.01317388,
        },
        ["predictions"] = [1, 0, 0, 1],
        ["hidden_2dp"] = [[0.01, 0.96], [0.0, 0.03], [0.98, 1.0], [0.01, 0.98]],
    };

    public override Tolerance ToleranceOf(string figure) => Tolerance.PrintedDigits;

    #region code
    /// <summary>Trains the network; the lesson forward-backward-example goes on with its weights.</summary>
    internal static (Sequential<double> Model, History History) Train()
    {
        var hidden = new Linear<double>(2, 2);
        var output = new Linear<double>(2, 1);
        var model = new Sequential<double>(hidden, new Sigmoid<double>(), output);
        var random = new NumPyRandom(3);
        random.FillNormal(hidden.Weight.Values);
        random.FillNormal(output.Weight.Values);

        // The trainer takes all gradients before it moves any weight.
        using var trainer = new Trainer<double>(model, new SigmoidBinaryCrossEntropy<double>(), new Sgd<double>(2));
        return (model, trainer.Fit(Points(), new FitOptions { Epochs = 600, BatchSize = 1, Shuffle = false }));
    }

    private static Dataset<double> Points() =>
        Dataset.ForClassification<double>(
            new double[] { 0, 0, 0, 1, 1, 0, 1, 1 }, new double[] { 1, 0, 0, 1 }, featureCount: 2, classCount: 2);

    public override Figures Run(LessonContext context)
    {
        (Sequential<double> model, History history) = Train();
        using Sequential<double> owner = model;
        double[] losses = [.. history.Epochs.Select(epoch => epoch.Train.Loss * 4)];
        double[] x = Points().Features.ToArray(), scores = new double[4], hidden = new double[8];
        model.Predict(x, scores);

        // What the hidden neurons make of the points: the first two layers alone.
        using var inference = new InferenceContext<double>();
        model.Layers[0].Infer(x, hidden, rows: 4, inference);
        model.Layers[1].Infer(hidden, hidden, rows: 4, inference);
        #endregion

        context.Setting("learning_rate", 2);
        context.Setting("epochs", 600);
        context.PlotRegions(
            "A 2-2-1 network on data 2", "Two hidden neurons make a band: inside is one class, outside the other.", model, Points());
        context.PlotLosses("Loss of an epoch", "For 250 epochs little happens; then the band is found.", isLog: true, ("loss", losses));
        context.Print("The hidden neurons move (0,0) and (1,1) to one corner, so that a line divides them from the other two.");
        return new Figures
        {
            ["epoch_loss"] = Figures.Pick(losses, 9, 109, 209, 309, 409, 509, 599),
            ["predictions"] = Figure.List([.. scores.Select(z => z > 0 ? 1.0 : 0.0)]),
            ["hidden_2dp"] = Figure.Rows([.. hidden.Select(h => Math.Round(h, 2))], columns: 2),
        };
    }
}
