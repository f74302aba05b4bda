using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Kernels.Updates;

/// <summary>The update rules against PyTorch's definitions, written out element by element.</summary>
public sealed unsafe class UpdateTests
{
    private static readonly double[] s_parameters = LengthLadder.Uniform(257, 2);
    private static readonly double[] s_gradients = LengthLadder.Uniform(257, 1, seed: 2);

    private delegate (double Parameter, double First, double Second) Rule(
        double parameter, double gradient, double first, double second, int step);

    [Theory]
    [InlineData(0.0, 0.0, false)]
    [InlineData(0.9, 0.0, false)]
    [InlineData(0.9, 0.01, true)]
    public void Sgd_MatchesPyTorch(double momentum, double decay, bool nesterov)
    {
        var rule = new SgdCoefficients<double>(0.1) { Momentum = momentum, WeightDecay = decay, Nesterov = nesterov, GradientScale = 0.5 };
        AssertMatches(_ => rule, (p, g, b, s, _) =>
        {
            g = (0.5 * g) + (decay * p);
            if (momentum == 0) return (p - (0.1 * g), b, s);
            b = (momentum * b) + g;
            return (p - (0.1 * (nesterov ? g + (momentum * b) : b)), b, s);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Adam_MatchesPyTorch(bool decoupled) => AssertMatches(
        step => new AdamCoefficients<double>(step, 0.01, 0.8, 0.95, 1e-6, 0.1, decoupled, 0.5),
        (p, g, m, v, step) =>
        {
            g *= 0.5;
            if (decoupled) p *= 1 - (0.01 * 0.1);
            else g += 0.1 * p;
            m = (0.8 * m) + (0.2 * g);
            v = (0.95 * v) + (0.05 * g * g);
            double denominator = (Math.Sqrt(v) / Math.Sqrt(1 - Math.Pow(0.95, step))) + 1e-6;
            return (p - (0.01 / (1 - Math.Pow(0.8, step)) * m / denominator), m, v);
        });

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.9)]
    public void RmsProp_MatchesPyTorch(double momentum)
    {
        var rule = new RmsPropCoefficients<double>(0.01, 0.99, 1e-8) { Momentum = momentum, WeightDecay = 0.1, GradientScale = 2 };
        AssertMatches(_ => rule, (p, g, v, b, _) =>
        {
            g = (2 * g) + (0.1 * p);
            v = (0.99 * v) + (0.01 * g * g);
            double step = g / (Math.Sqrt(v) + 1e-8);
            if (momentum != 0) step = b = (momentum * b) + step;
            return (p - (0.01 * step), v, b);
        });
    }

    [Fact]
    public void AdaGrad_MatchesPyTorch()
    {
        var rule = new AdaGradCoefficients<double>(0.01, 1e-10) { WeightDecay = 0.1 };
        AssertMatches(_ => rule, (p, g, v, s, _) =>
        {
            g += 0.1 * p;
            v += g * g;
            return (p - (0.01 * g / (Math.Sqrt(v) + 1e-10)), v, s);
        });
    }

    [Fact]
    public void SweepCutIntoPieces_GivesTheSameBits()
    {
        float[] whole = LengthLadder.ToSingle(s_parameters), pieces = [.. whole];
        float[] gradients = LengthLadder.ToSingle(s_gradients);
        float[] m = new float[257], v = new float[257], m2 = new float[257], v2 = new float[257];
        for (int step = 1; step <= 3; step++)
        {
            var rule = new AdamCoefficients<float>(step, weightDecay: 0.1);
            FastNN.Kernels.Updates.Adam(whole, gradients, m, v, rule);
            int start = 0;
            foreach (int end in (int[])[16, 48, 128, 240, 257])
            {
                Range part = start..end;
                FastNN.Kernels.Updates.Adam(pieces.AsSpan(part), gradients.AsSpan(part), m2.AsSpan(part), v2.AsSpan(part), rule);
                start = end;
            }
        }

        Assert.Equal(whole, pieces);
        Assert.Equal(m, m2);
        Assert.Equal(v, v2);
    }

    [Fact]
    public void WrongArguments_AreRejected()
    {
        float[] p = new float[4], g = new float[4], m = new float[4], v = new float[4], five = new float[5];
        Assert.Contains("4", Assert.Throws<ArgumentException>(() => FastNN.Kernels.Updates.Sgd<float>(p, five, default, new(0.1f))).Message);
        Assert.Throws<ArgumentException>(() => FastNN.Kernels.Updates.Sgd<float>(p, g, default, new(0.1f) { Momentum = 0.9f }));
        Assert.Contains("5", Assert.Throws<ArgumentException>(() => FastNN.Kernels.Updates.Adam<float>(p, g, m, five, new(1))).Message);
        foreach (Action shared in (Action[])
        [
            () => FastNN.Kernels.Updates.Sgd<float>(five.AsSpan(0, 4), five.AsSpan(1, 4), default, new(0.1f)),
            () => FastNN.Kernels.Updates.Adam<float>(p, g, p, v, new(1)),
            () => FastNN.Kernels.Updates.Adam<float>(p, g, m, g, new(1)),
            () => FastNN.Kernels.Updates.Adam<float>(p, g, m, m, new(1)),
        ])
        {
            Assert.Contains("overlaps", Assert.Throws<ArgumentException>(shared).Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamCoefficients<float>(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamCoefficients<float>(1, beta1: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamCoefficients<float>(1, beta2: double.NaN));
    }

    [Fact]
    public void Updates_AllocateNothing()
    {
        float[] p = new float[100], g = new float[100], m = new float[100], v = new float[100];
        Allocations.AssertNone(() =>
        {
            FastNN.Kernels.Updates.Sgd<float>(p, g, m, new(0.1f) { Momentum = 0.9f });
            FastNN.Kernels.Updates.Adam<float>(p, g, m, v, new(1));
            FastNN.Kernels.Updates.RmsProp<float>(p, g, m, v, new(0.1f, 0.9, 1e-8f));
            FastNN.Kernels.Updates.AdaGrad<float>(p, g, m, new(0.1f, 1e-8f));
        });
    }

    private static void AssertMatches<TUpdate>(Func<int, TUpdate> update, Rule rule)
        where TUpdate : struct, IUpdate<double>
    {
        using var parameters = new GuardedMemory<double>(257);
        using var gradients = new GuardedMemory<double>(257);
        using var first = new GuardedMemory<double>(257);
        using var second = new GuardedMemory<double>(257);
        foreach (int length in LengthLadder.All)
        {
            foreach (InstructionSet width in Widths.All)
            {
                parameters.Take(s_parameters.AsSpan(0, length));
                gradients.Take(s_gradients.AsSpan(0, length));
                first.Take(length).Clear();
                second.Take(length).Clear();
                for (int step = 1; step <= 3; step++)
                {
                    TUpdate coefficients = update(step);
                    var kernel = new UpdateKernel<double, TUpdate>
                    {
                        Update = coefficients,
                        Parameters = parameters.Pointer,
                        Gradients = gradients.Pointer,
                        First = coefficients.StateCount > 0 ? first.Pointer : null,
                        Second = coefficients.StateCount > 1 ? second.Pointer : null,
                        Count = length,
                    };
                    Widths.Run<double, UpdateKernel<double, TUpdate>>(width, ref kernel);
                }

                parameters.AssertUntouchedOutside();
                gradients.AssertUntouchedOutside();
                first.AssertUntouchedOutside();
                second.AssertUntouchedOutside();
                for (int i = 0; i < length; i++)
                {
                    double p = s_parameters[i], m = 0, v = 0;
                    for (int step = 1; step <= 3; step++) (p, m, v) = rule(p, s_gradients[i], m, v, step);
                    Assert.Equal(p, parameters.Span[i], 1e-13);
                    Assert.Equal(m, first.Span[i], 1e-13);
                    Assert.Equal(v, second.Span[i], 1e-13);
                }
            }
        }
    }
}
