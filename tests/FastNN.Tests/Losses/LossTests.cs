using FastNN.Autograd;
using FastNN.Losses;
using FastNN.Random;
using Xunit;

namespace FastNN.Tests.Losses;

public class LossTests
{
    private static readonly double[] s_scores = [2, -1, 0.5, -3, 0, 1];

    [Fact]
    public void SoftmaxCrossEntropy_MatchesTheFormula_ForClassesAndProbabilities()
    {
        double expected = -(Math.Log(Softmax(0, 2)) + Math.Log(Softmax(1, 0))) / 2;
        Check(new SoftmaxCrossEntropy<double>(), s_scores, [2, 0], 2, expected);
        Check(new SoftmaxCrossEntropy<double>(), s_scores, [0, 0, 1, 1, 0, 0], 2, expected);
        Check(new SoftmaxCrossEntropy<double>(), s_scores, [0.5, 0, 0.5, 1, 0, 0], 2, -((Math.Log(Softmax(0, 2)) + Math.Log(Softmax(0, 0))) / 2 + Math.Log(Softmax(1, 0))) / 2);
    }

    [Fact]
    public void SigmoidBinaryCrossEntropy_MatchesTheFormula()
    {
        double[] targets = [1, 0, 1];
        double expected = 0;
        for (int i = 0; i < 3; i++)
        {
            double p = 1 / (1 + Math.Exp(-s_scores[i]));
            expected -= ((targets[i] * Math.Log(p)) + ((1 - targets[i]) * Math.Log(1 - p))) / 3;
        }

        Check(new SigmoidBinaryCrossEntropy<double>(), s_scores[..3], targets, 3, expected);
    }

    [Fact]
    public void SquaredErrors_MatchTheirFormulas()
    {
        double[] targets = [1, 0, 0, -1, 1, 1];
        double sum = s_scores.Zip(targets, (z, t) => (z - t) * (z - t)).Sum();
        Check(new MeanSquaredError<double>(), s_scores, targets, 2, sum / 6);
        Check(new HalfSquaredError<double>(), s_scores, targets, 2, sum / 2 / 2);
    }

    [Fact]
    public void CrossEntropies_OfExtremeScores_StayFinite()
    {
        using var tape = new Tape<float>();
        Variable<float> scores = tape.Leaf([500, -500, 500, -500], [2, 2]);
        Variable<float> loss = new SoftmaxCrossEntropy<float>().Record(scores, tape.Constant([0, 1], [2, 1]));
        loss.Backward();
        Assert.Equal(500f, loss.Values[0]);
        Assert.Equal([0, 0, 0.5f, -0.5f], scores.Gradient.ToArray());
        Variable<float> single = tape.Leaf([200, -200], [2, 1]);
        loss = new SigmoidBinaryCrossEntropy<float>().Record(single, tape.Constant([0, 0], [2, 1]));
        loss.Backward();
        Assert.Equal(100f, loss.Values[0]);
        Assert.Equal([0.5f, 0f], single.Gradient.ToArray());
    }

    [Fact]
    public void Gradients_OfManyRows_MatchCentralDifferences()
    {
        var random = new RandomStream(4);
        var scores = new double[300 * 5];
        random.FillNormal<double>(scores, 0, 2);
        var classes = new double[300];
        foreach (ref double c in classes.AsSpan()) c = random.NextInt32(5);
        var dense = new double[1500];
        random.FillUniform<double>(dense, 0, 1);
        CheckGradient(new SoftmaxCrossEntropy<double>(), scores, classes, 300);
        CheckGradient(new SoftmaxCrossEntropy<double>(), scores, dense, 300);
        CheckGradient(new SigmoidBinaryCrossEntropy<double>(), scores, dense, 300);
        CheckGradient(new MeanSquaredError<double>(), scores, dense, 300);
        CheckGradient(new HalfSquaredError<double>(), scores, dense, 300);
    }

    [Fact]
    public void Record_ShapesThatDoNotFit_NamesThem()
    {
        using var tape = new Tape<double>();
        Variable<double> scores = tape.Leaf(s_scores, [2, 3]);
        string message = Assert.Throws<ArgumentException>(() => new MeanSquaredError<double>().Record(scores, tape.Constant([1, 2], [2, 1]))).Message;
        Assert.Contains("[2, 3]", message, StringComparison.Ordinal);
        Assert.Contains("[2, 1]", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy<double>().Record(scores, tape.Constant([1, 2, 0], [3, 1])));
        Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy<double>().Record(scores, tape.Constant([1, 3], [2, 1])));
        Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy<double>().Record(scores, tape.Constant([1, 0.5], [2, 1])));
        Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy<double>().Sum(s_scores, [1, 2, 0], 2));
    }

    [Fact]
    public void HuberLoss_OfADeltaThatTheTypeLacks_IsRejected()
    {
        Assert.Equal(1e-50, new HuberLoss<double>(1e-50).Delta);
        foreach (double delta in (double[])[1e-50, 1e39, 0, -1, double.NaN]) Assert.Throws<ArgumentOutOfRangeException>(() => new HuberLoss<float>(delta));
    }

    [Fact]
    public void ToPredictions_OfNoRows_IsNothing()
    {
        foreach (Loss<float> loss in (Loss<float>[])[new SoftmaxCrossEntropy<float>(), new SigmoidBinaryCrossEntropy<float>()]) loss.ToPredictions([], 0);
        float[] rows = [0, 0];
        new SoftmaxCrossEntropy<float>().ToPredictions(rows, 1);
        Assert.Equal([0.5f, 0.5f], rows);
    }

    private static double Softmax(int row, int column) =>
        Math.Exp(s_scores[(row * 3) + column]) / Enumerable.Range(0, 3).Sum(c => Math.Exp(s_scores[(row * 3) + c]));

    private static void Check(Loss<double> loss, double[] outputs, double[] targets, int rows, double expected)
    {
        Assert.Equal(expected, loss.Sum(outputs, targets, rows) / rows, 1e-14);
        using var tape = new Tape<double>();
        Variable<double> z = tape.Leaf(outputs, [rows, outputs.Length / rows]);
        Variable<double> recorded = loss.Record(z, tape.Constant(targets, [rows, targets.Length / rows]));
        Assert.Equal(expected, recorded.Values[0], 1e-14);
    }

    private static void CheckGradient(Loss<double> loss, double[] outputs, double[] targets, int rows)
    {
        using var tape = new Tape<double>();
        Variable<double> z = tape.Leaf(outputs, [rows, outputs.Length / rows]);
        loss.Record(z, tape.Constant(targets, [rows, targets.Length / rows])).Backward();
        const double Step = 1e-5;
        for (int i = 0; i < outputs.Length; i += 37)
        {
            double Shifted(double by)
            {
                double[] moved = [.. outputs];
                moved[i] += by;
                int row = i / (outputs.Length / rows);
                int width = outputs.Length / rows, targetWidth = targets.Length / rows;
                return loss.Sum(moved.AsSpan(row * width, width), targets.AsSpan(row * targetWidth, targetWidth), 1) / rows;
            }

            double numeric = ((8 * (Shifted(Step) - Shifted(-Step))) - (Shifted(2 * Step) - Shifted(-2 * Step))) / (12 * Step);
            Assert.Equal(numeric, z.Gradient[i], 1e-9 * Math.Max(1e-3, Math.Abs(numeric)));
        }
    }
}
