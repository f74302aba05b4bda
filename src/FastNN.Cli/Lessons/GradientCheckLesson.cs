using FastNN.Autograd;
using FastNN.Cli.Reporting;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 001: is the backward pass right? Compare it with differences of the loss.</summary>
internal sealed class GradientCheckLesson() : Lesson(
    "gradient-check", "001", "why gradients are checked",
    "Differences of the loss confirm the tape's gradients, and catch one that is wrong.")
{
    public override string Data => "four points of three classes, given in the lesson";

    public override Figures Expected => new()
    {
        ["relative_error_at_most"] = 1e-8,
        ["relative_error_of_a_wrong_gradient_at_least"] = 0.1,
        ["library_error_at_most"] = 1e-7,
    };

    public override Figures Run(LessonContext context)
    {
        #region code
        using var model = new Sequential<double>(seed: 1, new Linear<double>(2, 3), new Sigmoid<double>(), new Linear<double>(3, 3));
        var loss = new SoftmaxCrossEntropy<double>();
        double[] x = [0.1, 0.2, -0.3, 0.4, 0.5, -0.6, -0.7, -0.8], classes = [0, 1, 2, 1];

        using var tape = new Tape<double>();
        loss.Record(model.Forward(tape, tape.Constant(x, [4, 2])), tape.Constant(classes, [4, 1])).Backward();
        double[] backward = model.Parameters.Gradients.ToArray();

        // Each parameter is moved a little up and down: the slope of the loss is its gradient, up to the square of the step.
        double[] numeric = new double[backward.Length];
        const double Step = 1e-5;
        for (int i = 0; i < numeric.Length; i++)
        {
            double value = model.Parameters.Values[i];
            numeric[i] = (LossAt(i, value + Step) - LossAt(i, value - Step)) / (2 * Step);
            model.Parameters.Values[i] = value;
        }

        double error = RelativeError(backward, numeric);
        double[] wrong = [.. backward];
        wrong[0] = -wrong[0];
        double wrongError = RelativeError(wrong, numeric);

        double LossAt(int parameter, double value)
        {
            double[] outputs = new double[4 * 3];
            model.Parameters.Values[parameter] = value;
            model.Predict(x, outputs);
            return loss.Sum(outputs, classes, rows: 4) / 4;
        }

        // The library's own check compares each derivative by itself, with differences extrapolated to step zero.
        GradientCheckReport report = ModelGradientCheck.Run<double>(model, loss, x, classes);

        // The document's measure: the distance of the two gradients, relative to their lengths.
        static double RelativeError(double[] a, double[] b) =>
            Math.Sqrt(a.Zip(b, (p, q) => (p - q) * (p - q)).Sum()) / (Math.Sqrt(a.Sum(p => p * p)) + Math.Sqrt(b.Sum(q => q * q)));
        #endregion

        context.Setting("step", Step);
        context.Plot(
            new Chart("Two ways to a gradient", new Axis("difference of the loss"), new Axis("backward pass")) { IsSquare = true }
                .Points<double>("right", numeric, backward).Points<double>("one sign wrong", [numeric[0]], [wrong[0]]).Diagonal("equal"),
            "Right gradients lie on the diagonal.");
        context.Setting("parameters", model.ParameterCount);
        context.Print(report.ToString().TrimEnd());
        return new Figures
        {
            ["relative_error_at_most"] = error,
            ["relative_error_of_a_wrong_gradient_at_least"] = wrongError,
            ["library_error_at_most"] = report.WorstError,
        };
    }
}
