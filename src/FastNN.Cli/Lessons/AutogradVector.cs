using FastNN.Autograd;
using FastNN.Cli.Reporting;

namespace FastNN.Cli.Lessons;

/// <summary>Document 003, 4.6.4: a matrix of derivatives, by a gradient that is passed in.</summary>
internal sealed class AutogradVector() : Lesson(
    "autograd-vector", "003", "4.6.4", "The tape differentiates y = x² + x of a matrix, weighted by a gradient that is passed in.")
{
    public override string Data => "six numbers, given in the lesson";

    public override Figures Expected => new() { ["grad"] = [[3, 5, 7], [9, 11, 13]] };

    public override Figures Run(LessonContext context)
    {
        #region code
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf([1, 2, 3, 4, 5, 6], [2, 3]);
        Variable<double> y = x.Pow(2) + x;
        y.Backward([1, 1, 1, 1, 1, 1]);
        double[] gradient = x.Gradient.ToArray();
        #endregion

        context.Plot(
            new GraphPlot("Computation graph of y = x² + x")
                .Node("x", "x [2, 3]", "gradient 2x + 1")
                .Node("square", "x²", kind: GraphNodeKind.Operation)
                .Node("sum", "x² + x", kind: GraphNodeKind.Operation)
                .Node("y", "y [2, 3]", "gradient: ones")
                .Edge("x", "square").Edge("square", "sum").Edge("x", "sum").Edge("sum", "y"),
            "x reaches y by two ways; their gradients add up.");
        return new Figures { ["grad"] = Figure.Rows(gradient, columns: 3) };
    }
}
