using FastNN.Autograd;
using FastNN.Cli.Reporting;
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
        context.Plot(
            new GraphPlot("Computation graph: one row forward, its error back")
                .Node("l0", "l0 = x", "(0, 1)")
                .Node("w01", "W01, b01", "gradient -1.65, 1.58")
                .Node("s1", "s1 = l0 W01 + b01", "(0.3, 0.4)", GraphNodeKind.Operation)
                .Node("l1", "l1 = σ(s1)", "(0.574, 0.599)", GraphNodeKind.Operation)
                .Node("w12", "W12, b12", "gradient 0.313, 0.326")
                .Node("s2", "s2 = l1 W12 + b12", "0.177", GraphNodeKind.Operation)
                .Node("l2", "l2 = σ(s2)", "0.544", GraphNodeKind.Operation)
                .Node("loss", "loss", "0.786")
                .Edge("l0", "s1").Edge("w01", "s1").Edge("s1", "l1").Edge("l1", "s2").Edge("w12", "s2").Edge("s2", "l2").Edge("l2", "loss"),
            "Values flow to the right; errors flow back along the same edges.");
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
