using FastNN.Autograd;
using FastNN.Cli.Reporting;

namespace FastNN.Cli.Lessons;

/// <summary>Document 001: activation functions and their derivatives.</summary>
internal sealed class ActivationCurves() : Lesson(
    "activations", "001", "activation functions",
    "Sigmoid, tanh and ReLU with their slopes: what a gradient is multiplied by on its way back.")
{
    public override string Data => "401 points from -10 to 10";

    public override Figures Expected => new()
    {
        ["value_at_0"] = new Figures { ["sigmoid"] = 0.5, ["tanh"] = 0, ["relu"] = 0, ["leaky_relu"] = 0 },
        ["slope_at_0"] = new Figures { ["sigmoid"] = 0.25, ["tanh"] = 1, ["relu"] = 0 },
        ["largest_slope"] = new Figures { ["sigmoid"] = 0.25, ["tanh"] = 1, ["relu"] = 1, ["leaky_relu"] = 1 },
        ["smallest_slope"] = new Figures { ["relu"] = 0, ["leaky_relu"] = 0.01 },
        ["distance_from_formula_at_most"] = new Figures { ["sigmoid"] = 1e-15, ["tanh"] = 1e-15 },
    };

    public override Tolerance ToleranceOf(string figure) => Tolerance.Absolute(1e-15);

    public override Figures Run(LessonContext context)
    {
        #region code
        double[] x = [.. Enumerable.Range(-200, 401).Select(i => i / 20.0)];
        (double[] Value, double[] Slope) sigmoid = Curve(x, v => v.Sigmoid()), tanh = Curve(x, v => v.Tanh());
        (double[] Value, double[] Slope) relu = Curve(x, v => v.Relu()), leaky = Curve(x, v => v.LeakyRelu(0.01));

        // The formulas of document 001: both slopes follow from the value, so that nothing else has to be kept for the way back.
        double sigmoidDistance = sigmoid.Value.Zip(sigmoid.Slope, (a, slope) => Math.Abs((a * (1 - a)) - slope)).Max();
        double tanhDistance = tanh.Value.Zip(tanh.Slope, (a, slope) => Math.Abs(1 - (a * a) - slope)).Max();

        static (double[] Value, double[] Slope) Curve(double[] x, Func<Variable<double>, Variable<double>> function)
        {
            using var tape = new Tape<double>();
            Variable<double> input = tape.Leaf(x);
            Variable<double> output = function(input);
            output.Sum().Backward();
            return (output.Values.ToArray(), input.Gradient.ToArray());
        }
        #endregion

        const int Middle = 200;
        context.Plot(
            new Chart("Activation functions", new Axis("x", Min: -5, Max: 5), new Axis("value", Min: -1.2, Max: 2))
                .Line<double>("sigmoid", x, sigmoid.Value).Line<double>("tanh", x, tanh.Value).Line<double>("ReLU", x, relu.Value)
                .Line<double>("leaky ReLU", x, leaky.Value),
            "Sigmoid and tanh flatten out on both sides, ReLU on one.");
        context.Plot(
            new Chart("Their slopes", new Axis("x", Min: -5, Max: 5), new Axis("slope"))
                .Line<double>("sigmoid", x, sigmoid.Slope).Line<double>("tanh", x, tanh.Slope).Line<double>("ReLU", x, relu.Slope)
                .Line<double>("leaky ReLU", x, leaky.Slope),
            "A sigmoid's slope is at most a quarter.");
        return new Figures
        {
            ["value_at_0"] = new Figures
            {
                ["sigmoid"] = sigmoid.Value[Middle], ["tanh"] = tanh.Value[Middle], ["relu"] = relu.Value[Middle],
                ["leaky_relu"] = leaky.Value[Middle],
            },
            ["slope_at_0"] = new Figures { ["sigmoid"] = sigmoid.Slope[Middle], ["tanh"] = tanh.Slope[Middle],
            ["relu"] = relu.Slope[Middle] },
            ["largest_slope"] = new Figures
            {
                ["sigmoid"] = sigmoid.Slope.Max(), ["tanh"] = tanh.Slope.Max(), ["relu"] = relu.Slope.Max(),
                ["leaky_relu"] = leaky.Slope.Max(),
            },
            ["smallest_slope"] = new Figures { ["relu"] = relu.Slope.Min(), ["leaky_relu"] = leaky.Slope.Min() },
            ["distance_from_formula_at_most"] = new Figures { ["sigmoid"] = sigmoidDistance, ["tanh"] = tanhDistance },
        };
    }
}
