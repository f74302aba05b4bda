using FastNN.Autograd;
using Xunit;

namespace FastNN.Tests.Autograd;

public class CustomOperationTests
{
    [Fact]
    public void OuterProduct_OfTwoVectors_PassesTheCheckInBothOrders()
    {
        var outer = new OuterProduct();
        GradientCheckReport report = GradientCheck.Run<double>(
            v => outer.Apply(v[0], v[1].Square()), [new[] { 1.0, -2.0 }, new[] { 0.5, 3.0, -1.5 }], new GradientCheckOptions(SecondOrder: true));
        Assert.True(report.Passed, report.ToString());
    }

    [Fact]
    public void OneVariableTwice_GathersBothGradients()
    {
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf([2.0, 3.0]);
        Variable<double> y = new OuterProduct().Apply(x, x);
        Assert.Equal([2, 2], y.Shape);
        Assert.Equal([4.0, 6, 6, 9], y.Values);
        y.Backward([1, 1, 1, 1]);
        Assert.Equal([10.0, 10.0], x.Gradient);
    }

    [Fact]
    public void Errors_NameTheOperation()
    {
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf([2.0]), matrix = tape.Leaf([2.0], [1, 1]), y = new OuterProduct().Apply(x, x).Sum();
        Assert.Contains("outer product", Assert.Throws<ArgumentException>(() => new OuterProduct().Apply(x, matrix)).Message);
        Assert.Contains("outer product", Assert.Throws<ArgumentException>(() => new OuterProduct().Apply()).Message);
        y.Backward();
        Variable<double> plain = new Doubling().Apply(x);
        Assert.Contains("doubling", Assert.Throws<NotSupportedException>(() => plain.Backward(createGraph: true)).Message);
        plain.Backward();
        Assert.Equal("doubling", Assert.Throws<InvalidOperationException>(() => plain.Backward()).Message.Split('\'')[1]);
    }

    [Fact]
    public void Steps_AllocateNothing()
    {
        using var tape = new Tape<double>();
        var outer = new OuterProduct();
        double[] values = [1, 2, 3];
        void Step()
        {
            tape.Reset();
            Variable<double> x = tape.Leaf(values);
            outer.Apply(x, outer.Apply(x, x).Sum(0)).Sum().Backward();
        }

        for (int i = 0; i < 30; i++) Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed class OuterProduct() : CustomOperation<double>("outer product")
    {
        protected override int OutputShape(CustomInputs<double> inputs, Span<int> shape)
        {
            if (inputs.Count != 2 || inputs.Shape(0).Length != 1 || inputs.Shape(1).Length != 1)
            {
                throw new ArgumentException("outer product: it needs two vectors");
            }

            (shape[0], shape[1]) = (inputs.Shape(0)[0], inputs.Shape(1)[0]);
            return 2;
        }

        protected override int KeptCount(CustomInputs<double> inputs) => 1;

        protected override void Forward(CustomInputs<double> inputs, Span<double> output, Span<double> kept)
        {
            ReadOnlySpan<double> a = inputs.Values(0), b = inputs.Values(1);
            for (int i = 0; i < output.Length; i++) output[i] = a[i / b.Length] * b[i % b.Length];
            kept[0] = b.Length;
        }

        protected override void Backward(CustomAdjoint<double> adjoint)
        {
            int columns = (int)adjoint.Kept[0];
            ReadOnlySpan<double> gradient = adjoint.OutputGradient, a = adjoint.Inputs.Values(0), b = adjoint.Inputs.Values(1);
            Span<double> left = adjoint.InputGradient(0);
            for (int i = 0; i < gradient.Length && !left.IsEmpty; i++) left[i / columns] += gradient[i] * b[i % columns];
            Span<double> right = adjoint.InputGradient(1);
            for (int i = 0; i < gradient.Length && !right.IsEmpty; i++) right[i % columns] += gradient[i] * a[i / columns];
        }

        protected override void Differentiate(CustomExpression<double> adjoint)
        {
            adjoint.Add(0, adjoint.OutputGradient.MatMul(adjoint.Input(1)));
            adjoint.Add(1, adjoint.Input(0).MatMul(adjoint.OutputGradient));
        }
    }

    private sealed class Doubling() : CustomOperation<double>("doubling")
    {
        protected override void Forward(CustomInputs<double> inputs, Span<double> output, Span<double> kept)
        {
            for (int i = 0; i < output.Length; i++) output[i] = 2 * inputs.Values(0)[i];
        }

        protected override void Backward(CustomAdjoint<double> adjoint)
        {
            Span<double> gradient = adjoint.InputGradient(0);
            for (int i = 0; i < gradient.Length; i++) gradient[i] += 2 * adjoint.OutputGradient[i];
        }
    }
}
