using FastNN.Layers;
using FastNN.Metrics;
using FastNN.Serialization;

namespace FastNN.Cli.Lessons;

/// <summary>Document 001: the weights that the tutorial stored, run here.</summary>
internal sealed class RegressionStoredWeights() : Lesson(
    "regression-1-3-1-stored-weights", "001", "two-layer network, non-linear regression",
    "The tutorial's stored 1-3-1 weights give its R² here, too.")
{
    public override string Data => "ai-edu/ch09.test.npz and ai-edu/weights/ch09-model_131/wb1.npz, wb2.npz";

    public override Figures Expected => new() { ["r2"] = 0.9765910104463337 };

    public override Tolerance ToleranceOf(string figure) => Tolerance.Relative(1e-10);

    public override Figures Run(LessonContext context)
    {
        #region code
        var hidden = new Linear<double>(1, 3);
        var output = new Linear<double>(3, 1);
        using var model = new Sequential<double>(hidden, new Sigmoid<double>(), output);
        foreach ((Linear<double> layer, string file) in new[] { (hidden, "wb1.npz"), (output, "wb2.npz") })
        {
            // The tutorial keeps a weight matrix as [inputs, outputs], as FastNN does.
            using NpzFile stored = NpzFile.Open(context.DataPath($"ai-edu/weights/ch09-model_131/{file}"));
            stored.Read("weights").CopyTo(layer.Weight.Values);
            stored.Read("bias").CopyTo(layer.Bias.Values);
        }

        using NpzFile test = NpzFile.Open(context.DataPath("ai-edu/ch09.test.npz"));
        double[] x = test.Read("data").ToArray<double>(), y = test.Read("label").ToArray<double>();
        double[] predictions = new double[y.Length];
        model.Predict(x, predictions);
        double r2 = RegressionMetrics.RSquared<double>(predictions, y);
        #endregion

        context.PlotFit("The stored 1-3-1 network", "The curve of the stored weights over the test points.", model, x, y);
        return new Figures { ["r2"] = r2 };
    }
}
