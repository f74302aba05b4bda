using FastNN.Autograd;
using Xunit;

namespace FastNN.Tests.Autograd;

public class TapeSemanticsTests
{
    [Fact]
    public void Square_OfThree_HasGradientSix()
    {
        using var tape = new Tape<float>();
        Variable<float> x = tape.Leaf(3f), y = x.Pow(2);
        y.Backward();
        Assert.True(x.RequiresGrad && y.RequiresGrad);
        Assert.Equal(9f, y.Value);
        Assert.Equal([6f], x.Gradient);
    }

    [Fact]
    public void SquarePlusItself_OfDocument003_HasItsGradients()
    {
        using var tape = new Tape<float>();
        Variable<float> x = tape.Leaf([1, 2, 3, 4, 5, 6], [2, 3]);
        (x.Pow(2) + x).Backward([1, 1, 1, 1, 1, 1]);
        Assert.Equal([3f, 5f, 7f, 9f, 11f, 13f], x.Gradient);
    }

    [Fact]
    public void Backward_Twice_FailsByName_UnlessTheGraphIsRetained()
    {
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf([1, 2], [2]), y = (x * x).Sum();
        y.Backward();
        var error = Assert.Throws<InvalidOperationException>(() => y.Backward());
        Assert.Contains("'sum'", error.Message);
        Assert.Contains("retainGraph: true", error.Message);

        tape.Reset();
        x = tape.Leaf([1, 2], [2]);
        y = (x * x).Sum();
        y.Backward(retainGraph: true);
        Assert.Equal([2.0, 4.0], x.Gradient);
        y.Backward();
        Assert.Equal([4.0, 8.0], x.Gradient);
    }

    [Fact]
    public void Gradients_Accumulate_UntilCleared()
    {
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf([3.0]), z = tape.Leaf([5.0]);
        x.Square().Backward();
        (x * z).Backward();
        Assert.Equal([11.0], x.Gradient);
        x.ClearGradient();
        Assert.False(x.HasGradient);
        Assert.Equal([3.0], z.Gradient);
        (2 * x).Backward();
        Assert.Equal([2.0], x.Gradient);
        tape.ZeroGradients();
        Assert.False(x.HasGradient || z.HasGradient);
    }

    [Fact]
    public void Gradients_BetweenLeafAndResult_AreThoseOfTheLastPass()
    {
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf([2.0]), between = x.Square(), y = between * 3;
        y.Backward(retainGraph: true);
        y.Backward();
        Assert.Equal([3.0], between.Gradient);
        Assert.Equal([24.0], x.Gradient);
    }

    [Fact]
    public void Leaf_ItselfTheRoot_GathersTheSeed()
    {
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf([2.0, 3.0]);
        x.Backward([5, 6]);
        x.Backward([1, 1]);
        Assert.Equal([6.0, 7.0], x.Gradient);
    }

    [Fact]
    public void NoGrad_And_Detach_StopTheRecord()
    {
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf([2.0]), inside;
        using (tape.NoGrad())
        {
            inside = x * x;
            Assert.False(tape.IsRecording);
        }

        Assert.True(tape.IsRecording);
        Assert.False(inside.RequiresGrad);
        Assert.Equal([4.0], inside.Values);
        Variable<double> y = x * x.Detach();
        y.Backward();
        Assert.Equal([2.0], x.Gradient);
        Assert.Equal(1, tape.Count);
    }

    [Fact]
    public void CreateGraph_DifferentiatesAgain_ToAnyOrder()
    {
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf(2.0), y = x.Pow(5);
        double[] expected = [5 * 16, 20 * 8, 60 * 4, 120 * 2, 120];
        foreach (double order in expected)
        {
            tape.ZeroGradients();
            y.Backward(createGraph: true);
            Assert.Equal(order, x.Gradient[0], 1e-9);
            y = x.GradientVariable();
        }
    }

    [Fact]
    public void CreateGraph_AfterAnotherPass_AddsToWhatWasGathered()
    {
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf(3.0);
        (2 * x).Backward();
        x.Square().Backward(createGraph: true);
        Assert.Equal([8.0], x.Gradient);
        Variable<double> gradient = x.GradientVariable();
        Assert.Equal(8.0, gradient.Value);
        x.Pow(3).Backward();
        Assert.Equal([35.0], x.Gradient);
        Assert.Equal(8.0, gradient.Value);
        Assert.False(x.GradientVariable().RequiresGrad);
        tape.ZeroGradients();
        gradient.Backward();
        Assert.Equal([2.0], x.Gradient);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hooks_SeeAndReplaceGradients_InOrder(bool createGraph)
    {
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf([3.0]), between = x.Square();
        var seen = new List<double>();
        between.RegisterHook(gradient =>
        {
            seen.Add(gradient.Value);
            return gradient * 10;
        });
        between.RegisterHook(gradient =>
        {
            seen.Add(gradient.Value);
            return gradient;
        });
        x.RegisterHook(gradient =>
        {
            seen.Add(gradient.Value);
            return gradient + 1;
        });
        Variable<double> y = (2 * between) + x;
        y.Backward(retainGraph: true, createGraph);
        Assert.Equal([2, 20, 121], seen);
        Assert.Equal([122.0], x.Gradient);
        y.Backward(retainGraph: true, createGraph);
        Assert.Equal(121, seen[^1]);
        Assert.Equal([244.0], x.Gradient);
        if (!createGraph) return;
        Variable<double> gradient = x.GradientVariable();
        tape.ZeroGradients();
        gradient.Backward();
        Assert.Equal([81.0], x.Gradient);
    }

    [Fact]
    public void RecordedPass_ThenPlainPass_LeavesRecordedGradientsAlone()
    {
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf([2.0]), between = x.Square(), y = between.Square();
        y.Backward(createGraph: true);
        Variable<double> recorded = between.GradientVariable();
        Assert.Equal([8.0], recorded.Values);
        (between * 100).Backward(retainGraph: true);
        Assert.Equal([100.0], between.Gradient);
        Assert.Equal([8.0], recorded.Values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RecordedPass_ThatFails_LeavesGradientsAsTheyWere(bool hasGradientBefore)
    {
        using var tape = new Tape<double>();
        for (int round = 0; round < 2; round++)
        {
            // The arena is full of other numbers in the second round.
            tape.Reset();
            tape.Leaf([.. Enumerable.Repeat(777.0, 4000)]);
            tape.Reset();
            Variable<double> x = tape.Leaf([1.0, 2.0, 3.0]), fails = x * 5, y = (fails + x.Sin()).Sum();
            if (hasGradientBefore) (x * 3).Sum().Backward();
            fails.RegisterHook(_ => throw new NotSupportedException());
            Assert.Throws<NotSupportedException>(() => y.Backward(createGraph: true));
            Assert.Equal(hasGradientBefore, x.HasGradient);
            Assert.False(fails.HasGradient);
            if (hasGradientBefore)
            {
                Assert.Equal([3.0, 3.0, 3.0], x.Gradient.ToArray());
                Assert.Equal([3.0, 3.0, 3.0], x.GradientVariable().Values.ToArray());
            }

            (x * 2).Sum().Backward();
            double expected = hasGradientBefore ? 5 : 2;
            Assert.Equal([expected, expected, expected], x.Gradient.ToArray());
            (x * x).Sum().Backward(createGraph: true);
            Assert.Equal([expected + 2, expected + 4, expected + 6], x.GradientVariable().Values.ToArray());
        }
    }

    [Fact]
    public void RecordedPass_WhoseLastHookFails_KeepsWhatIsFinished()
    {
        using var tape = new Tape<double>();
        Variable<double> a = tape.Leaf([1.0]), b = tape.Leaf([2.0]), c = tape.Leaf([3.0]);
        b.RegisterHook(_ => throw new NotSupportedException());
        Assert.Throws<NotSupportedException>(() => (a * b * c).Backward(createGraph: true));
        Assert.Equal([6.0], a.Gradient.ToArray());
        Assert.False(b.HasGradient || c.HasGradient);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 3)]
    [InlineData(0.5, -1)]
    public void PowerOfTwoVariables_HasASymmetricHessian(double a, double b)
    {
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf(a), y = tape.Leaf(b);
        x.Pow(y).Backward(createGraph: true);
        Variable<double> byX = x.GradientVariable(), byY = y.GradientVariable();
        Assert.Equal(b * Math.Pow(a, b - 1), byX.Value, 1e-14);
        Assert.Equal(Math.Pow(a, b) * Math.Log(a), byY.Value, 1e-14);
        double mixed = Math.Pow(a, b - 1) * (1 + (b * Math.Log(a)));
        tape.ZeroGradients();
        byX.Backward(retainGraph: true);
        Assert.Equal(b * (b - 1) * Math.Pow(a, b - 2), x.Gradient[0], 1e-14);
        Assert.Equal(mixed, y.Gradient[0], 1e-14);
        tape.ZeroGradients();
        byY.Backward();
        Assert.Equal(mixed, x.Gradient[0], 1e-14);
        Assert.Equal(Math.Pow(a, b) * Math.Log(a) * Math.Log(a), y.Gradient[0], 1e-14);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(0, -1)]
    [InlineData(-2, 3)]
    [InlineData(1e-310, 0)]
    [InlineData(-1e-310, 0)]
    [InlineData(1e-310, 1e-310)]
    [InlineData(0, 1e-160)]
    public void PowerOfTwoVariables_RecordedOrNot_HasTheSameGradients(double a, double b)
    {
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf(a), y = tape.Leaf(b);
        x.Pow(y).Backward();
        (double byX, double byY) = (x.Gradient[0], y.Gradient[0]);
        tape.ZeroGradients();
        x.Pow(y).Backward(createGraph: true);
        Assert.Equal((byX, byY), (x.Gradient[0], y.Gradient[0]));
    }

    [Fact]
    public void Reset_TakesTheRecordAndTheMemoryBack()
    {
        using var tape = new Tape<double>();
        tape.Leaf([1.0]).Square().Backward();
        long capacity = tape.Arena.Capacity;
        for (int i = 0; i < 1000; i++)
        {
            tape.Reset();
            tape.Leaf([1.0]).Square().Backward();
        }

        Assert.Equal(1, tape.Count);
        Assert.Equal(capacity, tape.Arena.Capacity);
    }
}
