using FastNN.Cli.Reporting;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 004, 4: the cross-entropy is the likelihood; three white balls of ten.</summary>
internal sealed class MaximumLikelihood() : Lesson(
    "maximum-likelihood", "004", "4", "Least cross-entropy is greatest likelihood: three white balls in ten draws make it 0.3.")
{
    public override string Data => "ten draws, given in the lesson";

    public override Figures Expected => new()
    {
        ["p"] = 0.3,
        ["cost"] = -((0.3 * Math.Log(0.3)) + (0.7 * Math.Log(0.7))),
        ["likelihood"] = Math.Pow(0.3, 3) * Math.Pow(0.7, 7),
        ["most_likely_of_a_grid"] = 0.3,
    };

    public override Tolerance ToleranceOf(string figure) => Tolerance.Absolute(1e-12);

    public override Figures Run(LessonContext context)
    {
        #region code
        // Ten draws without features: what is learned is a bias, and its sigmoid is the probability of white.
        double[] nothing = new double[10];
        double[] white = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
        Dataset<double> draws = Dataset.ForClassification<double>(nothing, white, featureCount: 1, classCount: 2);
        var urn = new Linear<double>(1, 1, Initializer.Zeros);
        using var model = new Sequential<double>(urn);
        var loss = new SigmoidBinaryCrossEntropy<double>();
        using var trainer = new Trainer<double>(model, loss, new Sgd<double>(1));
        trainer.Fit(draws, new FitOptions { Epochs = 500, BatchSize = FitOptions.FullBatch });

        double[] p = urn.Bias.Values.ToArray();
        loss.ToPredictions(p, rows: 1);
        double cost = trainer.Evaluate(draws).Loss;

        // The cost is the mean of −ln(likelihood): the likelihood of all ten draws is e^(−10·cost).
        double likelihood = Math.Exp(-10 * cost);
        double best = Enumerable.Range(1, 999).Select(i => i / 1000.0).MaxBy(q => Math.Pow(q, 3) * Math.Pow(1 - q, 7));
        #endregion

        context.Plot(
            new Chart("Likelihood of three white balls in ten draws", new Axis("share of white balls p"), new Axis("likelihood p³(1 − p)⁷"))
                .Curve("likelihood", q => Math.Pow(q, 3) * Math.Pow(1 - q, 7), 0, 1).Vertical(p[0], "learned"),
            "Training stops at the top of the likelihood.");
        return new Figures { ["p"] = p[0], ["cost"] = cost, ["likelihood"] = likelihood, ["most_likely_of_a_grid"] = best };
    }
}
