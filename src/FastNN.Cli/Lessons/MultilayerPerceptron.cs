using FastNN.Autograd;
using FastNN.Cli.Reporting;
using FastNN.Kernels;
using FastNN.Layers;
using FastNN.Random;

namespace FastNN.Cli.Lessons;

/// <summary>Document 003, 4.6.5: a backward pass by hand beside the tape's, and the factor that the document's lacks.</summary>
internal sealed class MultilayerPerceptron() : Lesson(
    "mlp-64-1000-100-10", "003", "4.6.5", "A backward pass by hand agrees with the tape; the document's is too small by 2m² = 8192.")
{
    private const int Rows = 64, Inputs = 1000, Hidden = 100, Outputs = 10;

    public override string Data => "random rows, as in the document; drawn here by RandomState(0)";

    public override Figures Expected => new()
    {
        ["relative_error_at_most"] = new Figures { ["tape"] = 1e-6, ["by_hand"] = 1e-6 },
        ["relative_error_of_the_document_at_least"] = 0.99,
        ["tape_to_document"] = [8192, 8192, 8192, 8192],
    };

    public override Tolerance ToleranceOf(string figure) => Tolerance.Relative(1e-9);

    public override Figures Run(LessonContext context)
    {
        #region code
        var random = new NumPyRandom(0);
        double[] x = new double[Rows * Inputs], y = new double[Rows * Outputs];
        random.FillNormal<double>(x);
        random.FillNormal<double>(y);
        Linear<double> first = new(Inputs, Hidden), second = new(Hidden, Outputs);
        using var model = new Sequential<double>(first, new ReLU<double>(), second);
        foreach (Parameter<double> parameter in model.Parameters.Parameters) random.FillNormal(parameter.Values);

        // The tape: loss = Σ (prediction − y)².
        using var tape = new Tape<double>();
        Variable<double> difference = model.Forward(tape, tape.Constant(x, [Rows, Inputs])) - tape.Constant(y, [Rows, Outputs]);
        (difference * difference).Sum().Backward();

        // By hand, after the document, with the first factor left open: it takes (prediction − y) / m and divides by m once more.
        double[] z1 = Product(x, first.Weight.Values, Rows, Inputs, Hidden);
        for (int i = 0; i < z1.Length; i++) z1[i] += first.Bias.Values[i % Hidden];
        double[] a1 = [.. z1.Select(z => Math.Max(z, 0))];
        double[][] byHand = Backward(factor: 2), document = Backward(factor: 1.0 / (Rows * Rows));

        double[][] Backward(double factor)
        {
            double[] dPrediction = [.. difference.Values.ToArray().Select(d => factor * d)];
            double[] dA1 = Product(dPrediction, second.Weight.Values, Rows, Outputs, Hidden, transposeB: true);
            double[] dZ1 = [.. dA1.Zip(z1, (d, z) => z < 0 ? 0 : d)];
            double[] dW1 = Product(x, dZ1, Inputs, Rows, Hidden, transposeA: true);
            double[] dW2 = Product(a1, dPrediction, Hidden, Rows, Outputs, transposeA: true);
            return [dW1, ColumnSums(dZ1, Hidden), dW2, ColumnSums(dPrediction, Outputs)];
        }

        static double[] Product(
            ReadOnlySpan<double> a, ReadOnlySpan<double> b, int m, int k, int n, bool transposeA = false, bool transposeB = false)
        {
            double[] c = new double[m * n], workspace = new double[Gemm.WorkspaceCount<double>(m, n, k)];
            Gemm.Multiply(m, n, k, 1.0, a, transposeA ? m : k, transposeA, b, transposeB ? k : n, transposeB, 0.0, c, n, workspace);
            return c;
        }

        static double[] ColumnSums(double[] matrix, int columns) =>
            [.. Enumerable.Range(0, columns).Select(column => matrix.Where((_, i) => i % columns == column).Sum())];
        #endregion

        double[] numeric = [.. Slopes(model, x, y)];
        double[][] taped = [.. model.Parameters.Parameters.Select(p => p.Gradient.ToArray())];
        context.Plot(
            new Chart("Slopes and two backward passes", new Axis("difference of the loss"), new Axis("backward pass")) { IsSquare = true }
                .Points<double>("tape", numeric, Sampled(taped)).Points<double>("document", numeric, Sampled(document)).Diagonal("equal"),
            "The tape's gradients lie on the diagonal; the document's are 8192 times too small.");
        context.Print("The document trains at rate 0.01 with its gradients: with the right ones that is a rate of 0.01 / 8192.");
        return new Figures
        {
            ["relative_error_at_most"] = new Figures { ["tape"] = Error(taped, numeric), ["by_hand"] = Error(byHand, numeric) },
            ["relative_error_of_the_document_at_least"] = Error(document, numeric),
            ["tape_to_document"] = Figure.List([.. taped.Zip(document, (right, wrong) => Norm(right) / Norm(wrong))]),
        };
    }

    #region check
    // The gradient check: slopes of the loss by ten of each parameter's elements.
    private static IEnumerable<double> Slopes(Sequential<double> model, double[] x, double[] y)
    {
        const double Step = 1e-4;
        double[] outputs = new double[y.Length];
        foreach (Parameter<double> parameter in model.Parameters.Parameters)
        {
            for (int i = 0; i < parameter.Count; i += parameter.Count / 10)
            {
                double value = parameter.Values[i];
                yield return (LossAt(parameter, i, value + Step) - LossAt(parameter, i, value - Step)) / (2 * Step);
                parameter.Values[i] = value;
            }
        }

        double LossAt(Parameter<double> parameter, int index, double value)
        {
            parameter.Values[index] = value;
            model.Predict(x, outputs);
            return outputs.Zip(y, (p, t) => (p - t) * (p - t)).Sum();
        }
    }
    #endregion

    private static double Error(double[][] gradients, double[] slopes)
    {
        double[] sampled = Sampled(gradients), difference = [.. sampled.Zip(slopes, (g, slope) => g - slope)];
        return Norm(difference) / (Norm(sampled) + Norm(slopes));
    }

    private static double[] Sampled(double[][] gradients) =>
        [.. gradients.SelectMany(gradient => Enumerable.Range(0, 10).Select(i => gradient[i * (gradient.Length / 10)]))];

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
}
