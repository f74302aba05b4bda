using FastNN.Layers;
using FastNN.Optimizers;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Optimizers;

public class OptimizerTests
{
    private static readonly Func<Optimizer<float>>[] s_all =
    [
        () => new Sgd<float>(0.1f, momentum: 0.9f),
        () => new Adam<float>(0.1f),
        () => new AdamW<float>(0.1f),
        () => new RmsProp<float>(0.1f, momentum: 0.9),
        () => new AdaGrad<float>(0.1f),
    ];

    // What PyTorch 1.13 makes of three parameters in four steps of known gradients, in double precision; RMSProp and AdaGrad by PyTorch's
    // published formulas, worked out number by number in Python.
    public static TheoryData<string, double[]> Published => new()
    {
        { "sgd", [0.8999999999999999, -1.92, 0.5] },
        { "sgd decay", [0.8961059460109999, -1.912131912022, 0.49806293803049995] },
        { "momentum", [0.8144099999999999, -1.8190199999999999, 0.45113] },
        { "nesterov decay", [0.721377136562053, -1.7335840503041062, 0.45037314673432904] },
        { "adam", [0.6116406721264176, -1.6000000200000004, 0.37694698409788285] },
        { "adam decay", [0.6006316296245592, -1.6002126628231956, 0.38368773542248136] },
        { "adamw", [0.6082351081901851, -1.5926116120720202, 0.37527274047078607] },
        { "rmsprop", [0.6568439582309715, -1.720710354222229, 0.46323995282041586] },
        { "rmsprop momentum decay", [0.7676653558783909, -1.7991999788066941, 0.4436516892095677] },
        { "adagrad", [0.9657349234167021, -1.9721554295066548, 0.49629756512191364] },
        { "adagrad decays", [0.8923189046314586, -1.9014039041125028, 0.488547822365496] },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void Step_FourSteps_GivesPyTorchsNumbers(string name, double[] expected)
    {
        using Optimizer<double> optimizer = name switch
        {
            "sgd" => new Sgd<double>(0.1),
            "sgd decay" => new Sgd<double>(0.1, weightDecay: 0.01),
            "momentum" => new Sgd<double>(0.1, momentum: 0.9),
            "nesterov decay" => new Sgd<double>(0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01),
            "adam" => new Adam<double>(0.1),
            "adam decay" => new Adam<double>(0.1, 0.8, 0.99, 1e-6, 0.01),
            "rmsprop" => new RmsProp<double>(0.01),
            "rmsprop momentum decay" => new RmsProp<double>(0.01, 0.9, 1e-6, 0.01, 0.8),
            "adagrad" => new AdaGrad<double>(0.01),
            "adagrad decays" => new AdaGrad<double>(0.1, 0.1, 0.01, 0.5, 1e-6),
            _ => new AdamW<double>(0.1),
        };
        using var model = new Sequential<double>(new Linear<double>(3, 1));
        Parameter<double> weight = model.Layers[0].Parameters[0];
        ((ReadOnlySpan<double>)[1, -2, 0.5]).CopyTo(weight.Values);
        for (int t = 0; t < 4; t++)
        {
            ((ReadOnlySpan<double>)[0.1 * (t + 1), -0.2, t % 2 == 0 ? 0.3 : -0.3]).CopyTo(weight.Gradient);
            optimizer.Step(model.Parameters);
        }

        for (int i = 0; i < 3; i++) Assert.Equal(expected[i], weight.Values[i], 1e-14);
        Assert.Equal(4, optimizer.StepCount);
    }

    [Fact]
    public void Step_RmsPropInFloatWithAlphaNearOne_StaysNearThatInDouble()
    {
        using var model = new Sequential<float>(new Linear<float>(1, 1));
        using var reference = new Sequential<double>(new Linear<double>(1, 1));
        using var optimizer = new RmsProp<float>(1e-3f, alpha: 0.9999999);
        using var inDouble = new RmsProp<double>(1e-3, alpha: 0.9999999);
        for (int t = 0; t < 25; t++)
        {
            (model.Layers[0].Parameters[0].Gradient[0], reference.Layers[0].Parameters[0].Gradient[0]) = (1.5f, 1.5);
            optimizer.Step(model.Parameters);
            inDouble.Step(reference.Parameters);
        }

        Assert.Equal(1, model.Layers[0].Parameters[0].Values[0] / reference.Layers[0].Parameters[0].Values[0], 1e-5);
    }

    [Fact]
    public void Step_AnotherModel_IsRejected()
    {
        using var first = new Sequential<float>(new Linear<float>(3, 1));
        using var second = new Sequential<float>(new Linear<float>(3, 1));
        using var optimizer = new Adam<float>(0.1f);
        optimizer.Step(first.Parameters);
        Assert.Contains("another model", Assert.Throws<InvalidOperationException>(() => optimizer.Step(second.Parameters)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_AfterDisposal_IsRejected()
    {
        using var model = new Sequential<float>(new Linear<float>(3, 1));
        var optimizer = new Adam<float>(0.1f);
        optimizer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => optimizer.Step(model.Parameters));
        Assert.Equal(0, optimizer.StepCount);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void LearningRate_OutOfRange_IsRejected(float rate)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<float>(rate));
        using var optimizer = new Adam<float>(0.1f);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.LearningRate = rate);
    }

    [Fact]
    public void Constructor_ImpossibleCoefficients_AreRejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<float>(0.1f, momentum: 1.5f));
        Assert.Throws<ArgumentException>(() => new Sgd<float>(0.1f, nesterov: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<float>(0.1f, beta1: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW<float>(0.1f, epsilon: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW<float>(0.1f, weightDecay: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp<float>(0.1f, alpha: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp<float>(0.1f, epsilon: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp<float>(0.1f, momentum: -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp<float>(0.1f, weightDecay: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdaGrad<float>(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdaGrad<float>(0.1f, learningRateDecay: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdaGrad<float>(0.1f, initialAccumulator: double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdaGrad<float>(0.1f, epsilon: 0));
    }
    [Fact]
    public void Step_FirstMoves_AreWorkedOutByHand()
    {
        // One parameter at 1 with gradient 3. RMSProp with alpha 0.75: v = 9/4, the root 3/2, so the step is 2. AdaGrad from 16: v = 25, so
        // the step is 3/5.
        Assert.Equal(1 - (0.125 * 2), MovedOnce(new RmsProp<double>(0.125, alpha: 0.75, epsilon: 1e-30)));
        Assert.Equal(1 - (0.125 * 0.6), MovedOnce(new AdaGrad<double>(0.125, initialAccumulator: 16, epsilon: 1e-30)), 1e-16);
    }

    [Fact]
    public void Name_OfEach_IsWhatToolsCallIt() => Assert.Equal(
        ["sgd", "adam", "adamw", "rmsprop", "adagrad"], s_all.Select(make => { using Optimizer<float> made = make(); return made.Name; }));

    [Fact]
    public void Step_OnceWarm_AllocatesNothing()
    {
        foreach (Func<Optimizer<float>> make in s_all)
        {
            using Optimizer<float> optimizer = make();
            using var model = new Sequential<float>(new Linear<float>(37, 5));
            Allocations.AssertNone(() => optimizer.Step(model.Parameters));
        }
    }

    [Fact]
    public void Step_ZeroGradients_LeaveParametersAndWhatLiesBetweenAlone()
    {
        foreach (Func<Optimizer<float>> make in (Func<Optimizer<float>>[])[() => new RmsProp<float>(0.1f, momentum: 0.9), () => new AdaGrad<float>(0.1f)])
        {
            using Optimizer<float> optimizer = make();
            using var model = new Sequential<float>(new Linear<float>(3, 1));
            float[] before = model.Parameters.Values.ToArray();
            for (int i = 0; i < 3; i++) optimizer.Step(model.Parameters);
            Assert.Equal(before, model.Parameters.Values.ToArray());
        }
    }

    private static double MovedOnce(Optimizer<double> optimizer)
    {
        using (optimizer)
        using (var model = new Sequential<double>(new Linear<double>(1, 1)))
        {
            Parameter<double> weight = model.Layers[0].Parameters[0];
            weight.Values[0] = 1;
            weight.Gradient[0] = 3;
            optimizer.Step(model.Parameters);
            return weight.Values[0];
        }
    }
}
