using FastNN.Cli.Reporting;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 001: why one neuron cannot do exclusive or.</summary>
internal sealed class PerceptronLimits() : Lesson(
    "perceptron-limits", "001", "why two layers are needed",
    "One neuron learns AND, OR and NAND; on XOR the best it can do is to say one half.")
{
    public override string Data => "four points and their truth tables, given in the lesson";

    public override Figures Expected => new()
    {
        ["accuracy"] = new Figures { ["and"] = 1, ["or"] = 1, ["nand"] = 1 },
        ["xor_accuracy_at_most"] = 0.75,
        ["xor_loss"] = Math.Log(2),
        ["xor_probabilities"] = [0.5, 0.5, 0.5, 0.5],
    };

    public override Tolerance ToleranceOf(string figure) => Tolerance.Absolute(1e-9);

    public override Figures Run(LessonContext context)
    {
        #region code
        (double and, double[] andLosses, _) = Learn([0, 0, 0, 1]);
        (double or, _, _) = Learn([0, 1, 1, 1]);
        (double nand, _, _) = Learn([1, 1, 1, 0]);
        (double xor, double[] xorLosses, double[] probabilities) = Learn([0, 1, 1, 0]);

        static (double Accuracy, double[] Losses, double[] Probabilities) Learn(double[] truth)
        {
            double[] x = [0, 0, 0, 1, 1, 0, 1, 1];
            Dataset<double> data = Dataset.ForClassification<double>(x, truth, featureCount: 2, classCount: 2);
            using var neuron = new Sequential<double>(seed: 1, new Linear<double>(2, 1));
            var loss = new SigmoidBinaryCrossEntropy<double>();
            using var trainer = new Trainer<double>(neuron, loss, new Sgd<double>(1));
            History history = trainer.Fit(data, new FitOptions { Epochs = 2000, BatchSize = FitOptions.FullBatch });

            double[] outputs = new double[4];
            neuron.Predict(x, outputs);
            loss.ToPredictions(outputs, rows: 4);
            return (trainer.Evaluate(data).Accuracy!.Value, [.. history.Epochs.Select(epoch => epoch.Train.Loss)], outputs);
        }
        #endregion

        context.Plot(
            new Chart("Exclusive or", new Axis("x1"), new Axis("x2")) { IsSquare = true }
                .Classes<double>([0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0], ["0", "1"])
                .Curve("one line", v => 0.5 - v, -0.2, 0.7).Curve("another", v => 1.5 - v, 0.3, 1.2),
            "It takes two lines to part the classes; one neuron has one.");
        context.PlotLosses(
            "Loss of one neuron", "AND is learned; XOR stops at ln 2 = 0.693.", isLog: true, ("AND", andLosses), ("XOR", xorLosses));
        context.Setting("learning_rate", 1);
        context.Setting("iterations", 2000);
        context.Print(
            "XOR needs b < 0, w1 + b > 0, w2 + b > 0 and w1 + w2 + b < 0; the middle two add up to more than 0, the outer two to less.");
        return new Figures
        {
            ["accuracy"] = new Figures { ["and"] = and, ["or"] = or, ["nand"] = nand },
            ["xor_accuracy_at_most"] = xor,
            ["xor_loss"] = xorLosses[^1],
            ["xor_probabilities"] = Figure.List(probabilities),
        };
    }
}
