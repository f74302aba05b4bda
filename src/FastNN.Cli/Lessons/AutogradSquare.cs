using FastNN.Autograd;
using FastNN.Cli.Reporting;

namespace FastNN.Cli.Lessons;

/// <summary>Document 003, 4.6.4: the derivative of a square.</summary>
internal sealed class AutogradSquare() : Lesson("autograd-square", "003", "4.6.4", "The tape differentiates y = x² at 3.")
{
    public override string Data => "one number, given in the lesson";

    public override Figures Expected => new() { ["grad"] = 6.0 };

    public override Figures Run(LessonContext context)
    {
        #region code
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf([3.0], [1]);
        Variable<double> y = x.Pow(2);
        y.Backward();
        double gradient = x.Gradient[0];
        #endregion

        context.Plot(
            new GraphPlot("Computation graph of y = x²")
                .Node("x", "x = 3", "gradient 6")
                .Node("square", "x²", kind: GraphNodeKind.Operation)
                .Node("y", "y = 9", "gradient 1")
                .Edge("x", "square").Edge("square", "y"),
            "Forward to the right, gradients back to the left.");
        return new Figures { ["grad"] = gradient };
    }
}
