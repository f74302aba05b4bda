using FastNN.Autograd;
using FastNN.Cli.Reporting;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Random;

namespace FastNN.Cli.Lessons;

/// <summary>Document 004: gradients fade through sigmoids and survive rectifiers.</summary>
internal sealed class VanishingGradient() : Lesson(
    "vanishing-gradient", "004", "1.2", "Through each sigmoid a gradient shrinks to a quarter or less; through ReLU it survives.")
{
    private static readonly int[] s_depths = [2, 4, 6, 8, 10];

    public override string Data => "32 random rows of 20 numbers, drawn in the lesson";

    public override Figures Expected => new()
    {
        ["sigmoid_first_to_last_at_most"] = new Figures { ["4"] = 0.1, ["6"] = 0.01, ["8"] = 0.001, ["10"] = 0.0001 },
        ["relu_first_to_last_at_least"] = new Figures { ["4"] = 0.1, ["6"] = 0.1, ["8"] = 0.1, ["10"] = 0.1 },
    };

    public override Figures Run(LessonContext context)
    {
        #region code
        var sigmoid = new Dictionary<int, double>();
        var relu = new Dictionary<int, double>();
        foreach (int depth in s_depths)
        {
            sigmoid[depth] = FirstToLast(depth, () => new Sigmoid<double>());
            relu[depth] = FirstToLast(depth, () => new ReLU<double>());
        }

        // The mean of ten networks, each with first weights of its own.
        static double FirstToLast(int depth, Func<Layer<double>> activation) =>
            Enumerable.Range(1, 10).Average(seed => FirstToLastOf(depth, activation, (ulong)seed));

        static double FirstToLastOf(int depth, Func<Layer<double>> activation, ulong seed)
        {
            // Equal layers, first weights by Xavier before sigmoids and by He before rectifiers: FastNN's own choice.
            var layers = new List<Layer<double>>();
            for (int i = 0; i < depth; i++) layers.AddRange([new Linear<double>(20, 20), activation()]);
            using var model = new Sequential<double>(seed, [.. layers, new Linear<double>(20, 1)]);

            double[] x = new double[32 * 20], y = new double[32];
            new NumPyRandom(0).FillNormal<double>(x);
            for (int row = 0; row < 32; row++) y[row] = x[row * 20] > 0 ? 1 : 0;
            using var tape = new Tape<double>();
            Variable<double> output = model.Forward(tape, tape.Constant(x, [32, 20]));
            new SigmoidBinaryCrossEntropy<double>().Record(output, tape.Constant(y, [32, 1])).Backward();
            return Norm(model.Layers[0]) / Norm(model.Layers[2 * (depth - 1)]);
        }

        static double Norm(Layer<double> layer)
        {
            double sum = 0;
            foreach (double g in ((Linear<double>)layer).Weight.Gradient) sum += g * g;
            return Math.Sqrt(sum);
        }
        #endregion

        double[] depths = [.. s_depths.Select(depth => (double)depth)];
        context.Plot(
            new Chart("First layer's gradient beside the last hidden layer's", new Axis("hidden layers", IsInteger: true),
                new Axis("ratio of norms", Scale: AxisScale.Log))
                .LineAndPoints<double>("sigmoid", depths, [.. s_depths.Select(depth => sigmoid[depth])])
                .LineAndPoints<double>("ReLU", depths, [.. s_depths.Select(depth => relu[depth])]),
            "Every pair of sigmoid layers costs a power of ten or more.");
        context.Setting("hidden_layers", Figure.List(depths));
        return new Figures { ["sigmoid_first_to_last_at_most"] = Named(sigmoid), ["relu_first_to_last_at_least"] = Named(relu) };
    }

    private static Figures Named(Dictionary<int, double> ratios)
    {
        var figures = new Figures();
        foreach (int depth in s_depths) figures[$"{depth}"] = ratios[depth];
        return figures;
    }
}
