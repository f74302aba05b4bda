using FastNN.Autograd;
using FastNN.Random;
using Xunit;

namespace FastNN.Tests.Autograd;

public class GradientCheckTests
{
    [Fact]
    public void RightGradient_Passes_AndSaysHowWell()
    {
        GradientCheckReport report = GradientCheck.Run<double>(
            x => (x.Sin() * x.Exp()).Sum(), new[,] { { 0.3, -1.2 }, { 2.0, 0.1 } }, new GradientCheckOptions(SecondOrder: true));
        Assert.True(report.Passed);
        Assert.InRange(report.WorstError, 0, 1e-10);
        Assert.Contains("gradient check: passed", report.ToString());
        Assert.Contains("input 0 [2, 2]", report.ToString());
        Assert.Contains("second order: passed", report.ToString());
    }

    [Fact]
    public void WrongGradient_Fails_AndIsLocated()
    {
        var cube = new FaultyCube { Fault = 2 };
        GradientCheckReport report = GradientCheck.Run<double>(x => cube.Apply(x), new[] { 1.0, 2.0, 3.0 });
        Assert.False(report.Passed);
        InputCheck worst = Assert.Single(report.Inputs);
        Assert.Equal((2, 2), (worst.Element, worst.Output));
        Assert.Equal(27, worst.Numeric, 1e-9);
        Assert.Equal(27.001, worst.Analytic, 1e-9);
        Assert.InRange(worst.WorstError, 3e-5, 4e-5);
        Assert.Contains("FAILED", report.ToString());
    }

    [Fact]
    public void WrongSecondOrder_Fails_ThereAlone()
    {
        var cube = new FaultyCube { Fault = -1 };
        GradientCheckReport report = GradientCheck.Run<double>(
            x => cube.Apply(x), new[] { 1.0, 2.0 }, new GradientCheckOptions(SecondOrder: true));
        Assert.True(report.WorstError < 1e-7);
        Assert.False(report.Passed);
        Assert.False(report.SecondOrder!.Passed);
    }

    [Fact]
    public void Kinks_AreFound_AndLeftOut()
    {
        GradientCheckReport report = GradientCheck.Run<double>(x => x.Abs() + (3 * x).Relu(), new[] { 1.0, 0.0, -0.5 });
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(1, report.Kinks);
        Assert.Equal(1, report.Inputs[0].FirstKink);
        Assert.Contains("kinks", report.ToString());
    }

    [Fact]
    public void ElementsNearAKink_AreStillCompared()
    {
        GradientCheckReport report = GradientCheck.Run<double>(x => x.Abs() * x.Exp(), new[] { 0.004, -0.009 });
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(0, report.Kinks);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.01)]
    [InlineData(0.005)]
    [InlineData(0.002)]
    [InlineData(0.001)]
    [InlineData(0.0007)]
    [InlineData(0.0006)]
    [InlineData(0.0005)]
    [InlineData(0.0004)]
    [InlineData(0.0003)]
    [InlineData(0.0002)]
    [InlineData(1e-7)]
    public void AKinkAtAnyDistance_FailsNoCheck(double distance)
    {
        foreach (double x in (double[])[distance, -distance])
        {
            GradientCheckReport report = GradientCheck.Run<double>(x => x.Relu() + (2 * x.Sin()) - (x + 3).Abs(), new[] { x });
            Assert.True(report.Passed, $"{x}: {report}");
            Assert.Equal(distance < 0.003 ? 1 : 0, report.Kinks);
        }
    }

    [Fact]
    public void FunctionsThatAreNotDeterministic_AreFound()
    {
        var random = new RandomStream(1);
        GradientCheckReport report = GradientCheck.Run<double>(x => x.Dropout(0.5, random), new double[50].Select(_ => 1.0).ToArray());
        Assert.False(report.IsDeterministic);
        Assert.False(report.Passed);
        Assert.Contains("not deterministic", report.ToString());
    }

    [Fact]
    public void NaN_Fails()
    {
        GradientCheckReport report = GradientCheck.Run<double>(x => x.Log(), new[] { -1.0 });
        Assert.False(report.Passed);
        Assert.Equal(double.PositiveInfinity, report.WorstError);
    }

    [Fact]
    public void Singles_AreCheckedWithTheirOwnTolerance()
    {
        GradientCheckReport report = GradientCheck.Run<float>(x => x.Tanh() * x, new[] { 0.5f, -1.5f });
        Assert.True(report.Passed, report.ToString());
    }

    // The cube, with an adjoint that is wrong at one element, or a recorded one that lacks a factor.
    private sealed class FaultyCube() : CustomOperation<double>("faulty cube")
    {
        public int Fault { get; init; }

        protected override void Forward(CustomInputs<double> inputs, Span<double> output, Span<double> kept)
        {
            for (int i = 0; i < output.Length; i++) output[i] = Math.Pow(inputs.Values(0)[i], 3);
        }

        protected override void Backward(CustomAdjoint<double> adjoint)
        {
            Span<double> gradient = adjoint.InputGradient(0);
            for (int i = 0; i < gradient.Length; i++)
            {
                double x = adjoint.Inputs.Values(0)[i];
                gradient[i] += adjoint.OutputGradient[i] * ((3 * x * x) + (i == Fault ? 0.001 : 0));
            }
        }

        protected override void Differentiate(CustomExpression<double> adjoint) =>
            adjoint.Add(0, adjoint.OutputGradient * adjoint.Input(0).Square().Detach() * 3);
    }
}
