using FastNN.Autograd;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Random;
using FastNN.Training;
using Xunit;

namespace FastNN.Tests.Autograd;

public class DerivativesTests
{
    // The 13 weights of a 2-3-1 network and four rows of its data.
    private static readonly double[] s_weights = [0.3, -0.8, 0.5, 0.9, 0.2, -0.4, 0.1, -0.2, 0.3, 0.7, -0.6, 0.4, 0.05];
    private static readonly double[] s_features = [0, 0, 0, 1, 1, 0, 1, 1];
    private static readonly double[] s_targets = [0, 1, 1, 0];

    [Theory]
    [InlineData(-1.2, 1)]
    [InlineData(1, 1)]
    [InlineData(0.3, -0.7)]
    public void Rosenbrock_HasItsClosedForms(double x, double y)
    {
        double[] at = [x, y];
        double[] gradient = Derivatives.Gradient<double>(Rosenbrock, at);
        Assert.Equal((-400 * x * (y - (x * x))) - (2 * (1 - x)), gradient[0], 1e-10);
        Assert.Equal(200 * (y - (x * x)), gradient[1], 1e-10);
        double[,] hessian = Derivatives.Hessian<double>(Rosenbrock, at);
        Assert.Equal((1200 * x * x) - (400 * y) + 2, hessian[0, 0], 1e-6);
        Assert.Equal(-400 * x, hessian[0, 1], 1e-6);
        Assert.Equal(200, hessian[1, 1], 1e-6);
        AssertSymmetric(hessian);
    }

    [Fact]
    public void Network_Hessian_AgreesWithDifferencesOfItsGradient()
    {
        double[,] hessian = Derivatives.Hessian<double>(NetworkLoss, s_weights);
        const double Step = 1e-3;
        for (int row = 0; row < s_weights.Length; row++)
        {
            double[] Slope(double steps)
            {
                double[] moved = [.. s_weights];
                moved[row] += steps * Step;
                return Derivatives.Gradient<double>(NetworkLoss, moved);
            }

            double[] near = [.. Slope(1).Zip(Slope(-1), (up, down) => (up - down) / (2 * Step))];
            double[] far = [.. Slope(2).Zip(Slope(-2), (up, down) => (up - down) / (4 * Step))];
            for (int column = 0; column < near.Length; column++)
            {
                Assert.Equal(((4 * near[column]) - far[column]) / 3, hessian[row, column], 1e-6);
            }
        }

        AssertSymmetric(hessian);
    }

    [Fact]
    public void Products_AgreeWithTheFullMatrices()
    {
        var random = new RandomStream(5);
        double[] x = random.Signed(6).Values.ToArray(), along = random.Signed(6).Values.ToArray(), across = random.Signed(4).Values.ToArray();
        static Variable<double> Function(Variable<double> v) =>
            v.Reshape(2, 3).MatMul(v.Reshape(3, 2)).Tanh().Reshape(4) * v.Slice(0, 1, 4).Exp();
        double[,] jacobian = Derivatives.Jacobian<double>(Function, x);
        double[] pushed = Derivatives.JacobianVectorProduct<double>(Function, x, along);
        double[] pulled = Derivatives.VectorJacobianProduct<double>(Function, x, across);
        for (int i = 0; i < 4; i++) Assert.Equal(Enumerable.Range(0, 6).Sum(j => jacobian[i, j] * along[j]), pushed[i], 1e-12);
        for (int j = 0; j < 6; j++) Assert.Equal(Enumerable.Range(0, 4).Sum(i => jacobian[i, j] * across[i]), pulled[j], 1e-12);
        double[,] hessian = Derivatives.Hessian<double>(NetworkLoss, s_weights);
        double[] direction = random.Signed(13).Values.ToArray();
        double[] product = Derivatives.HessianVectorProduct<double>(NetworkLoss, s_weights, direction);
        for (int i = 0; i < 13; i++) Assert.Equal(Enumerable.Range(0, 13).Sum(j => hessian[i, j] * direction[j]), product[i], 1e-12);
    }

    [Fact]
    public void SeveralVariables_HaveAPartEach()
    {
        double[][] gradients = Derivatives.Gradient<double>(v => (v[0] * v[1].Square()).Sum(), 3.0, new[] { 1.0, 2.0 });
        Assert.Equal([5.0], gradients[0]);
        Assert.Equal([6.0, 12.0], gradients[1]);
        double[][,] jacobians = Derivatives.Jacobian<double>(v => v[0] * v[1], 3.0, new[] { 1.0, 2.0 });
        Assert.Equal(new double[,] { { 1 }, { 2 } }, jacobians[0]);
        Assert.Equal(new double[,] { { 3, 0 }, { 0, 3 } }, jacobians[1]);
        double[,] hessian = Derivatives.Hessian<double>(v => (v[0] * v[1].Square()).Sum(), 3.0, new[] { 1.0, 2.0 });
        Assert.Equal(new double[,] { { 0, 2, 4 }, { 2, 6, 0 }, { 4, 0, 6 } }, hessian);
    }

    [Fact]
    public void Document004_QuadraticForm_HasItsGradientAndHessian()
    {
        double[,] a = { { 2, 1 }, { 1, 3 } };
        Variable<double> Form(Variable<double> x) => x.MatMul(x.Tape.Constant([2, 1, 1, 3], [2, 2])).MatMul(x);
        Assert.Equal([(2 * 2 * 0.5) + (2 * -1), (2 * 0.5) + (2 * 3 * -1)], Derivatives.Gradient<double>(Form, new[] { 0.5, -1.0 }));
        Assert.Equal(new[,] { { 2 * a[0, 0], 2 * a[0, 1] }, { 2 * a[1, 0], 2 * a[1, 1] } }, Derivatives.Hessian<double>(Form, new[] { 0.5, -1.0 }));
    }

    [Fact]
    public void IndependentResults_HaveDerivativeZero()
    {
        Assert.Equal([0.0, 0.0], Derivatives.Gradient<double>(x => x.Tape.Constant(3.0), new[] { 1.0, 2.0 }));
        Assert.Equal(new double[2, 2], Derivatives.Hessian<double>(x => x.Sum(), new[] { 1.0, 2.0 }));
        Assert.Equal([0.0], Derivatives.JacobianVectorProduct<double>(x => x.Tape.Constant([3.0]), new[] { 1.0 }, [1.0]));
        Assert.Equal([7.0], Derivatives.JacobianVectorProduct<double>(x => x, new[] { 1.0 }, [7.0]));
    }

    [Fact]
    public void WrongUse_IsNamed()
    {
        Assert.Contains("[2]", Assert.Throws<ArgumentException>(() => Derivatives.Gradient<double>(x => x, new[] { 1.0, 2.0 })).Message);
        Assert.Contains("needs 2", Assert.Throws<ArgumentException>(
            () => Derivatives.VectorJacobianProduct<double>(x => x, new[] { 1.0, 2.0 }, [1.0])).Message);
        Assert.Throws<ArgumentException>(() => new Argument<double>([1, 2], 3));
    }

    [Fact]
    public void Sequential_WithALoss_IsCheckedInOneCall()
    {
        using var model = new Sequential<double>(
            seed: 3, new Linear<double>(2, 3), new Tanh<double>(), new Linear<double>(3, 2), new Sigmoid<double>(), new Linear<double>(2, 1));
        double[] before = model.Parameters.Values.ToArray();
        GradientCheckReport report = ModelGradientCheck.Run(
            model, new SigmoidBinaryCrossEntropy<double>(), s_features, s_targets, new GradientCheckOptions(SecondOrder: true));
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(7, report.Inputs.Count);
        Assert.Contains("layer 0 linear weight [2, 3]", report.ToString());
        Assert.Equal(before, model.Parameters.Values);
    }

    private static Variable<double> Rosenbrock(Variable<double> v)
    {
        Variable<double> x = v.Slice(0, 0, 1), y = v.Slice(0, 1, 1);
        return (1 - x).Square() + (100 * (y - x.Square()).Square());
    }

    private static Variable<double> NetworkLoss(Variable<double> w)
    {
        Variable<double> x = w.Tape.Constant(s_features, [4, 2]), t = w.Tape.Constant(s_targets, [4, 1]);
        Variable<double> hidden = (x.MatMul(w.Slice(0, 0, 6).Reshape(2, 3)) + w.Slice(0, 6, 3)).Tanh();
        Variable<double> output = (hidden.MatMul(w.Slice(0, 9, 3).Reshape(3, 1)) + w.Slice(0, 12, 1)).Sigmoid();
        return (output - t).Square().Mean();
    }

    private static void AssertSymmetric(double[,] matrix)
    {
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < i; j++) Assert.Equal(matrix[i, j], matrix[j, i], 1e-12);
        }
    }
}
