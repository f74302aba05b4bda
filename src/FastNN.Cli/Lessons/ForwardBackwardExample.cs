using FastNN.Autograd;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 002, 4.2 and 4.3: one row forward and backward, number by number.</summary>
internal sealed class ForwardBackwardExample() : Lesson(
    "forward-backward-example", "002", "4.2 and 4.3", "One row goes forward through a 2-2-1 network and its error back, number by number.")
{
    public override string Data => "one row, given in the lesson";

    public override Figures Expected => new()
    {
        ["layer_1"] = [0.57444252, 0.59868766],
        ["layer_2"] = 0.54417993,
        ["loss"] = 0.78565712,
        ["delta_2"] = 0.54417993,
        ["grad_w12"] = [0.31260009, 0.32579381],
        ["grad_b12"] = 0.54417993,
        ["delta_1"] = [-1.65108245, 1.58364831],
        ["grad_w01"] = [[0, 0], [-1.65108245, 1.58364831]],
        ["grad_b01"] = [-1.65108245, 1.58364831],
    };

    public override Tolerance ToleranceOf(string figure) => Tolerance.PrintedDigits;

    public override Figures Run(LessonContext context)
    {
        #region code
        var hidden = new Linear<double>(2, 2);
        var output = new Linear<double>(2, 1);
        using var model = new Sequential<double>(hidden, new Sigmoid<double>(), output);
        ReadOnlySpan<double> w01 = [0.1, 0.2, 0.3, 0.4], w12 = [0.1, 0.2];
        w01.CopyTo(hidden.Weight.Values);
        w12.CopyTo(output.Weight.Values);

        // Forward on a tape, so that each value in between can be read, then back from the loss.
        using var tape = new Tape<double>();
        Variable<double> layer0 = tape.Constant([0, 1], [1, 2]);
        Variable<double> layer1 = hidden.Forward(tape, layer0).Sigmoid();
        Variable<double> score = output.Forward(tape, layer1);
        Variable<double> layer2 = score.Sigmoid();
        Variable<double> loss = new SigmoidBinaryCrossEntropy<double>().Record(score, tape.Constant([0], [1, 1]));
        loss.Backward();
        double[] gradW12 = output.Weight.Gradient.ToArray();
        double delta2 = output.Bias.Gradient[0];

        // The document goes on with the second layer's weights of another network, the one trained in xor-sgd: delta_2 flows back
        // through those. Starting Backward from the score with a gradient of our own does just that.
        (Sequential<double> trained, History _) = XorSgd.Train();
        using Sequential<double> owner = trained;
        trained.Parameters.Parameters[2].Values.CopyTo(output.Weight.Values);
        using var second = new Tape<double>();
        Variable<double> sums = hidden.Forward(second, second.Constant([0, 1], [1, 2]));
        output.Forward(second, sums.Sigmoid()).Backward([delta2]);
        #endregion

        context.Print("delta_1 uses W12 of the trained network of xor-sgd, as the document does.");
        return new Figures
        {
            ["layer_1"] = Figure.List(layer1.Values),
            ["layer_2"] = layer2.Values[0],
            ["loss"] = loss.Values[0],
            ["delta_2"] = delta2,
            ["grad_w12"] = Figure.List(gradW12),
            ["grad_b12"] = delta2,
            ["delta_1"] = Figure.List(sums.Gradient),
            ["grad_w01"] = Figure.Rows(hidden.Weight.Gradient, columns: 2),
            ["grad_b01"] = Figure.List(hidden.Bias.Gradient),
        };
    }
}
