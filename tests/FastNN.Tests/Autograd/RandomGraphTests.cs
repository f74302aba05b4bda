using FastNN.Autograd;
using FastNN.Random;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FastNN.Tests.Autograd;

public class RandomGraphTests
{
    // Each takes two values of [2, 3] and gives one of about the same size. Functions with a kink in the first or second derivative get
    // arguments that stay on one side of it.
    private static readonly Func<Variable<double>, Variable<double>, Variable<double>>[] s_steps =
    [
        (a, b) => a + b,
        (a, b) => a - (b * 0.5),
        (a, b) => a * b.Sigmoid(),
        (a, b) => a / (b.Square() + 1.5),
        (a, b) => (a * b).Tanh(),
        (a, b) => (a.Square() + b.Square() + 0.3).Sqrt(),
        (a, b) => a.Maximum(a - b.Square() - 0.5),
        (a, b) => a.Minimum(a + 0.7) + b.Sum(0, keepDims: true),
        (a, b) => a.Sin() + b.Cos(),
        (a, b) => (a.Tanh() + 1.5).Pow(b.Tanh()),
        (a, b) => (a.Square() + 0.2).Log() + b.Mean(1, keepDims: true),
        (a, b) => a.Softmax() + b.LogSoftmax(0),
        (a, b) => a.MatMul(b.Transpose()).Tanh().MatMul(b),
        (a, b) => a.Tape.Concatenate([a.Slice(1, 1, 2), b.Slice(1, 0, 1)], axis: 1),
        (a, b) => a.GatherRows(1, 0) - b.LogSumExp(1, keepDims: true),
        (a, b) => a.Variance(0, keepDims: true) + b.Silu(),
        (a, b) => a.Norm(1, keepDims: true) * b.Softplus().Reciprocal(),
        (a, b) => (-a.Square() - 0.1).Abs() + b.Mish(),
        (a, b) => a.Reshape(3, 2).Transpose().Clamp(-1e3, 1e3) + b.Mean(),
        (a, b) => a.Tanh().Exp() - (-b.Square() - 0.1).Elu(1),
        (a, b) => a.Slice(0, 1, 1).BroadcastTo(2, 3) + b.Expm1().Tanh(),
        (a, b) => (a.Square() + 0.5).Relu().Log1p() * (b.Square() + 0.1).Softsign(),
        (a, b) => a.Gelu() + b.Erf(),
    ];

    [Fact]
    public void WholeGraphs_OfUpTo30Operations_AgreeWithDifferences()
    {
        Gen<(int Operations, int Seed)> graphs = from count in Gen.Choose(1, 30) from seed in Gen.Choose(0, 1 << 30) select (count, seed);
        Arbitrary<(int Operations, int Seed)> arbitrary = Arb.From(
            graphs, graph => graph.Operations > 1 ? [(graph.Operations / 2, graph.Seed), (graph.Operations - 1, graph.Seed)] : []);
        Prop.ForAll(arbitrary, graph =>
        {
            var random = new RandomStream((ulong)graph.Seed);
            Argument<double>[] inputs = [random.Signed(2, 3), random.Signed(3), random.Positive(2, 1)];
            GradientCheckReport report = GradientCheck.Run(
                variables => Build(variables, graph.Operations, new RandomStream((ulong)graph.Seed, stream: 1)), inputs);
            Assert.True(report.Passed, report.ToString());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void WholeGraphs_AgreeWithDifferences_InTheSecondOrder()
    {
        Prop.ForAll(Gen.Choose(0, 1 << 30).ToArbitrary(), seed =>
        {
            var random = new RandomStream((ulong)seed);
            GradientCheckReport report = GradientCheck.Run(
                variables => Build(variables, 6, new RandomStream((ulong)seed, stream: 1)),
                [random.Signed(2, 3), random.Signed(3), random.Positive(2, 1)],
                new GradientCheckOptions(SecondOrder: true));
            Assert.True(report.Passed, report.ToString());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10));
    }

    private static Variable<double> Build(Variable<double>[] inputs, int operations, RandomStream random)
    {
        List<Variable<double>> values = [inputs[0], inputs[1] + inputs[2], inputs[0] * inputs[2]];
        for (int i = 0; i < operations; i++)
        {
            Variable<double> next = s_steps[random.NextInt32(s_steps.Length)](
                values[random.NextInt32(values.Count)], values[random.NextInt32(values.Count)]);

            // Sums of many results grow; half of the squashed value keeps graphs of 30 within range.
            values.Add(random.NextInt32(3) == 0 ? next.Tanh() : next * 0.5);
        }

        return values[^1].Sum() + (values[^2].Tanh().Mean() * 0.5);
    }
}
