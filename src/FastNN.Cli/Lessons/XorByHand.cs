using FastNN.Data;
using FastNN.Layers;

namespace FastNN.Cli.Lessons;

/// <summary>Document 003, 4.4.2: exclusive or from weights chosen by hand.</summary>
internal sealed class XorByHand() : Lesson(
    "xor-by-hand", "003", "4.4.2", "Weights chosen by hand build exclusive or from AND and NOR: nothing is trained.")
{
    public override string Data => "four points, given in the lesson";

    public override Figures Expected => new() { ["outputs"] = [4.54391049e-05, 0.99995452, 0.99995452, 4.54391049e-05] };

    public override Tolerance ToleranceOf(string figure) => Tolerance.Relative(1e-8);

    public override Figures Run(LessonContext context)
    {
        #region code
        // The document keeps a weight matrix as [outputs, inputs], FastNN as [inputs, outputs]: its first matrix is transposed here.
        var hidden = new Linear<double>(2, 2);
        var output = new Linear<double>(2, 1);
        using var network = new Sequential<double>(hidden, new Sigmoid<double>(), output, new Sigmoid<double>());
        ReadOnlySpan<double> w1 = [20, -20, 20, -20], b1 = [-30, 10], w2 = [-20, -20], b2 = [10];
        w1.CopyTo(hidden.Weight.Values);
        b1.CopyTo(hidden.Bias.Values);
        w2.CopyTo(output.Weight.Values);
        b2.CopyTo(output.Bias.Values);

        double[] x = [1, 1, 1, 0, 0, 1, 0, 0];
        double[] outputs = new double[4];
        network.Predict(x, outputs);
        #endregion

        Dataset<double> points = Dataset.ForClassification<double>(x, new double[] { 0, 1, 1, 0 }, featureCount: 2, classCount: 2);
        context.PlotRegions("Exclusive or by hand", "AND cuts one corner off, NOR the other.", network, points, threshold: 0.5);
        return new Figures { ["outputs"] = Figure.List(outputs) };
    }
}
