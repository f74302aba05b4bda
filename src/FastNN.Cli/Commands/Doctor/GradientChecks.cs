using FastNN.Autograd;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Random;

namespace FastNN.Cli.Commands;

/// <summary>Checks gradients of small networks in double against central differences.</summary>
internal static class GradientChecks
{
    private const int Rows = 9;
    private const int Inputs = 5;
    private const double Tolerance = 1e-7;

    /// <summary>Runs the check for each loss.</summary>
    public static IEnumerable<CheckResult> Run()
    {
        yield return Check("gradients cross-entropy", new SoftmaxCrossEntropy<double>(), 4, row => row % 4);
        yield return Check("gradients bce", new SigmoidBinaryCrossEntropy<double>(), 1, row => row % 2);
        yield return Check("gradients mse", new MeanSquaredError<double>(), 1, row => Math.Sin(row));
        yield return Check("gradients half-mse", new HalfSquaredError<double>(), 1, row => Math.Sin(row));
    }

    private static CheckResult Check(string name, Loss<double> loss, int outputs, Func<int, double> target)
    {
        using var model = new Sequential<double>(
            seed: 7,
            new Linear<double>(Inputs, 7),
            new Tanh<double>(),
            new Linear<double>(7, 6),
            new Sigmoid<double>(),
            new Linear<double>(6, 5),
            new LeakyReLU<double>(),
            new Linear<double>(5, outputs));
        double[] x = new double[Rows * Inputs], y = [.. Enumerable.Range(0, Rows).Select(target)];
        new RandomStream(11).FillNormal<double>(x, 0, 1);
        using var tape = new Tape<double>();
        Variable<double> result = loss.Record(model.Forward(tape, tape.Constant(x, [Rows, Inputs])), tape.Constant(y, [Rows, 1]));
        result.Backward();

        var bits = new BitChecksum();
        bits.Add(result.Values);
        double largest = 0, error = 0;
        foreach (Parameter<double> parameter in model.Parameters.Parameters)
        {
            bits.Add<double>(parameter.Gradient);
            foreach (double gradient in parameter.Gradient) largest = Math.Max(largest, Math.Abs(gradient));
        }

        double[] scores = new double[Rows * outputs];
        foreach (Parameter<double> parameter in model.Parameters.Parameters)
        {
            for (int i = 0; i < parameter.Count; i++)
            {
                double numeric = Slope(model, loss, parameter, i, x, y, scores), exact = parameter.Gradient[i];

                // Differences err by about 1e-10 of the loss whatever the gradient's size: compare small ones by the size of the largest.
                double size = Math.Max(0.1 * largest, Math.Abs(exact));
                double distance = Math.Abs(exact - numeric) / (Tolerance * size);
                if (double.IsNaN(distance) || distance > error) error = distance;
            }
        }

        return new CheckResult(name, error, bits.Value);
    }

    private static double Slope(
        Sequential<double> model, Loss<double> loss, Parameter<double> parameter, int index, double[] x, double[] y, double[] scores)
    {
        // The cube root of the machine epsilon balances what is cut off against what is rounded.
        const double Step = 6e-6;
        double value = parameter.Values[index];
        parameter.Values[index] = value + Step;
        model.Predict(x, scores);
        double above = loss.Sum(scores, y, Rows);
        parameter.Values[index] = value - Step;
        model.Predict(x, scores);
        double below = loss.Sum(scores, y, Rows);
        parameter.Values[index] = value;
        return (above - below) / (2 * Step * Rows);
    }
}
