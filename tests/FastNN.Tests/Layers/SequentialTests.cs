using FastNN.Autograd;
using FastNN.Layers;
using FastNN.Random;
using FastNN.Testing;
using FastNN.Threading;
using Xunit;

namespace FastNN.Tests.Layers;

public class SequentialTests
{
    [Fact]
    public void Parameters_OfAllLayers_LieInOneAlignedBuffer()
    {
        using Sequential<float> model = Mixed<float>();
        Assert.Equal((5 * 7) + 7 + (7 * 3) + 3, model.ParameterCount);
        Assert.Equal(4, model.Parameters.Parameters.Count);
        foreach (Parameter<float> parameter in model.Parameters.Parameters)
        {
            Assert.True(model.Parameters.Values.Overlaps(parameter.Values, out int offset));
            Assert.Equal(0, offset % 16);
            Assert.True(model.Parameters.Gradients.Overlaps(parameter.Gradient, out int gradientOffset));
            Assert.Equal(offset, gradientOffset);
        }
    }

    [Fact]
    public void Infer_SpansOfOtherSizes_IsRejected()
    {
        Layer<float>[] layers = [new Linear<float>(4, 3), new ReLU<float>(), new Softmax<float>()];
        using var model = new Sequential<float>(layers);
        using var context = new InferenceContext<float>();
        Assert.Throws<ArgumentException>(() => layers[0].Infer(new float[8], new float[6], 3, context));
        Assert.Throws<ArgumentException>(() => layers[0].Infer(new float[8], new float[5], 2, context));
        Assert.Throws<ArgumentException>(() => layers[0].Infer([], [], -1, context));
        Assert.Throws<ArgumentException>(() => layers[1].Infer(new float[5], new float[6], 2, context));
        Assert.Throws<ArgumentException>(() => layers[2].Infer(new float[5], new float[6], 2, context));
    }

    [Fact]
    public void Infer_OverItsOwnInput_IsRejectedWhereItWouldBeWrong()
    {
        Layer<float>[] layers = [new Linear<float>(4, 4), new ReLU<float>(), new Softmax<float>()];
        using var model = new Sequential<float>(layers);
        using var context = new InferenceContext<float>();
        float[] memory = [.. Enumerable.Range(0, 12).Select(i => i - 5f)];
        Assert.Throws<ArgumentException>(() => layers[0].Infer(memory.AsSpan(0, 8), memory.AsSpan(0, 8), 2, context));
        Assert.Throws<ArgumentException>(() => layers[1].Infer(memory.AsSpan(0, 8), memory.AsSpan(1, 8), 2, context));
        Assert.Throws<ArgumentException>(() => layers[2].Infer(memory.AsSpan(1, 8), memory.AsSpan(0, 8), 2, context));
        layers[1].Infer(memory, memory, 3, context);
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6], memory);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Predict_OverItsOwnInput_IsRight(int layerCount)
    {
        using var model = new Sequential<double>([.. Enumerable.Range(0, layerCount).Select(_ => new Linear<double>(40, 40))]);
        double[] memory = [.. Enumerable.Range(0, 1300).Select(i => Math.Sin(i))], apart = new double[1200];
        foreach (int shift in (int[])[0, 1, 100])
        {
            double[] copy = [.. memory];
            model.Predict(memory.AsSpan(0, 1200), apart);
            model.Predict(copy.AsSpan(0, 1200), copy.AsSpan(shift, 1200));
            Assert.Equal(apart, copy.AsSpan(shift, 1200).ToArray());
        }
    }

    [Fact]
    public void Forward_OnTwoTapesInTurn_AddsGradientsUpOnEach()
    {
        using var model = new Sequential<double>(new Linear<double>(2, 1));
        using Tape<double> first = new(), second = new();
        Variable<double> once = model.Forward(first, first.Constant([1, 2], [1, 2]));
        model.Forward(second, second.Constant([5, 5], [1, 2]));
        Variable<double> again = model.Forward(first, first.Constant([10, 20], [1, 2]));
        (once + again).Sum().Backward();
        Assert.Equal([11.0, 22.0], model.Layers[0].Parameters[0].Gradient.ToArray());
        Assert.Equal([2.0], model.Layers[0].Parameters[1].Gradient.ToArray());
    }

    [Fact]
    public void Dispose_BeforeItsTape_LeavesTheRecordSomethingToWorkOn()
    {
        using var tape = new Tape<double>();
        var model = new Sequential<double>(new Linear<double>(300, 1));
        Parameter<double> weight = model.Layers[0].Parameters[0];
        Variable<double> y = model.Forward(tape, tape.Constant(new double[300], [1, 300])).Sum();
        model.Dispose();
        y.Backward();
        Assert.Equal(0, weight.On(tape).Gradient[299]);
        Assert.Throws<ObjectDisposedException>(() => weight.Gradient.Length);
        tape.Reset();
        Assert.Throws<ObjectDisposedException>(() => weight.On(tape));
    }

    [Fact]
    public void Create_LayerThatIsPartOfAModel_LeavesTheOthersFree()
    {
        Linear<float> used = new(3, 2), fresh = new(4, 3);
        using var first = new Sequential<float>(used);
        Assert.Throws<InvalidOperationException>(() => new Sequential<float>(fresh, used));
        Linear<float> twice = new(3, 3);
        Assert.Throws<InvalidOperationException>(() => new Sequential<float>(twice, new ReLU<float>(), twice));
        using var second = new Sequential<float>(fresh, new ReLU<float>(), twice);
        Assert.Equal((4 * 3) + 3 + (3 * 3) + 3, second.ParameterCount);
    }

    [Fact]
    public void Predict_EqualsForward_BitForBit()
    {
        using Sequential<float> model = Mixed<float>();
        foreach (int rows in (int[])[1, 2, 13, 100])
        {
            var input = new float[rows * 5];
            var output = new float[rows * 3];
            new RandomStream(3).FillUniform<float>(input, -2, 2);
            using var tape = new Tape<float>();
            float[] recorded = model.Forward(tape, tape.Constant(input, [rows, 5])).Values.ToArray();
            model.Predict(input, output);
            Assert.Equal(recorded, output);
        }
    }

    [Fact]
    public void Backward_ThroughLayersTogether_EqualsLayersOneByOne_BitForBit()
    {
        // Together, the activation's derivative is applied to rows of the product that gives its gradient; one by one, in a sweep of
        // its own. Sizes around tiles, with one row and one unit among them; with a team, products large enough to be shared.
        using var pool = new WorkerPool(3);
        foreach ((int rows, int inputs, int hidden, int outputs) in ((int, int, int, int)[])
            [(1, 3, 5, 2), (4, 2, 2, 1), (13, 7, 33, 1), (25, 40, 65, 10), (130, 90, 100, 110)])
        {
            using var model = new Sequential<float>(
                new Linear<float>(inputs, hidden),
                new Sigmoid<float>(),
                new Linear<float>(hidden, hidden),
                new Tanh<float>(),
                new Linear<float>(hidden, outputs),
                new ReLU<float>(),
                new Linear<float>(outputs, outputs));
            model.Initialize(5);
            var input = new float[rows * inputs];
            new RandomStream(6).FillUniform<float>(input, -1, 1);
            foreach (WorkerPool? team in (WorkerPool?[])[null, pool])
            {
                using var together = new Tape<float>(team);
                model.Forward(together, together.Constant(input, [rows, inputs])).Sum().Backward();
                float[] expected = model.Parameters.Gradients.ToArray();
                Assert.Contains(expected, value => value != 0);
                model.Parameters.Gradients.Clear();

                using var apart = new Tape<float>(team);
                Variable<float> x = apart.Constant(input, [rows, inputs]);
                foreach (Layer<float> layer in model.Layers) x = layer.Forward(apart, x);
                x.Sum().Backward();
                Assert.Equal(expected, model.Parameters.Gradients.ToArray());
            }
        }
    }

    [Fact]
    public void Predict_MatchesTheFormula()
    {
        using var model = new Sequential<double>(new Linear<double>(2, 2), new Sigmoid<double>(), new Linear<double>(2, 1));
        Set(model.Layers[0], [0.1, 0.2, 0.3, 0.4], [0, 0]);
        Set(model.Layers[2], [0.1, 0.2], [0]);
        var output = new double[1];
        model.Predict([0, 1], output);

        // Document 002, section 4.2: the hidden layer is 0.57444252, 0.59868766.
        Assert.Equal((0.1 * 0.57444252) + (0.2 * 0.59868766), output[0], 1e-8);
    }

    [Fact]
    public void Predict_AfterTheFirstCall_AllocatesNothing()
    {
        using Sequential<float> model = Mixed<float>();
        float[] input = new float[32 * 5], output = new float[32 * 3];
        Allocations.AssertNone(() => model.Predict(input, output));
    }

    [Fact]
    public void Predict_ByManyThreads_WithAContextEach_Agrees()
    {
        using Sequential<double> model = Mixed<double>();
        var input = new double[64 * 5];
        var expected = new double[64 * 3];
        new RandomStream(3).FillUniform<double>(input, -2, 2);
        model.Predict(input, expected);
        Parallel.For(0, 8, _ =>
        {
            using var context = new InferenceContext<double>();
            var output = new double[64 * 3];
            for (int i = 0; i < 50; i++)
            {
                model.Predict(input, output, context);
                Assert.Equal(expected, output);
            }
        });
    }

    [Fact]
    public void Predict_AnyTeam_GivesTheSameBits()
    {
        using var model = new Sequential<float>(new Linear<float>(300, 200), new Tanh<float>(), new Linear<float>(200, 50));
        var input = new float[100 * 300];
        new RandomStream(3).FillUniform<float>(input, -1, 1);
        float[] alone = new float[100 * 50], shared = new float[100 * 50];
        model.Predict(input, alone);
        using var pool = new WorkerPool(3);
        using var context = new InferenceContext<float>(pool);
        model.Predict(input, shared, context);
        Assert.Equal(alone, shared);
    }

    [Fact]
    public void Initialize_SameSeed_GivesTheSameWeights()
    {
        using var first = new Sequential<float>(seed: 7, new Linear<float>(9, 5), new ReLU<float>(), new Linear<float>(5, 2));
        using var second = new Sequential<float>(seed: 7, new Linear<float>(9, 5), new ReLU<float>(), new Linear<float>(5, 2));
        using var other = new Sequential<float>(seed: 8, new Linear<float>(9, 5), new ReLU<float>(), new Linear<float>(5, 2));
        Assert.Equal(first.Parameters.Values.ToArray(), second.Parameters.Values.ToArray());
        Assert.NotEqual(first.Parameters.Values.ToArray(), other.Parameters.Values.ToArray());
        Assert.All(first.Layers[0].Parameters[1].Values.ToArray(), bias => Assert.Equal(0, bias));
    }

    [Fact]
    public void Initialize_BeforeARectifier_ChoosesHe()
    {
        using var model = new Sequential<double>(new Linear<double>(100, 300), new LeakyReLU<double>(), new Linear<double>(300, 100), new Sigmoid<double>());
        Assert.InRange(Largest(model.Layers[0]), 0.2, Math.Sqrt(6.0 / 100));
        Assert.InRange(Largest(model.Layers[2]), 0.1, Math.Sqrt(6.0 / 400));
    }

    [Fact]
    public void Constructor_LayersThatDoNotFit_NamesTheLayer()
    {
        ArgumentException fault = Assert.Throws<ArgumentException>(
            () => new Sequential<float>(new Linear<float>(4, 3), new Sigmoid<float>(), new Linear<float>(5, 1)));
        Assert.Contains("layer 2", fault.Message, StringComparison.Ordinal);
        Assert.Contains("5 inputs", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Sequential<float>());
        Assert.Throws<ArgumentException>(() => new Sequential<float>(new Sigmoid<float>()));
    }

    [Fact]
    public void Constructor_LayerOfAnotherModel_IsRejected()
    {
        var layer = new Linear<float>(4, 3);
        using var model = new Sequential<float>(layer);
        Assert.Contains("one model", Assert.Throws<InvalidOperationException>(() => new Sequential<float>(layer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_MoreRowsThanScratchCanHold_AsksForFewer()
    {
        using var model = new Sequential<float>(new Linear<float>(1, 1000), new Linear<float>(1000, 1));
        float[] rows = new float[3_000_000];
        Assert.Contains("fewer rows", Assert.Throws<ArgumentException>(() => model.Predict(rows, rows)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_WrongSizes_NamesWhatIsNeeded()
    {
        using Sequential<float> model = Mixed<float>();
        Assert.Contains("5 features", Assert.Throws<ArgumentException>(() => model.Predict(new float[9], new float[3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Predict(new float[10], new float[5]));
        using var tape = new Tape<float>();
        Assert.Contains("[rows, 5]", Assert.Throws<ArgumentException>(() => model.Forward(tape, tape.Constant(new float[8], [2, 4]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_EndsAccess()
    {
        Sequential<float> model = Mixed<float>();
        Parameter<float> parameter = model.Parameters.Parameters[0];
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Predict(new float[5], new float[3]));
        Assert.Throws<ObjectDisposedException>(() => parameter.Values.Length);
    }

    private static Sequential<T> Mixed<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        new(new Linear<T>(5, 7), new Tanh<T>(), new Sigmoid<T>(), new Linear<T>(7, 3), new Softmax<T>());

    private static double Largest(Layer<double> layer) => layer.Parameters[0].Values.ToArray().Max(Math.Abs);

    private static void Set(Layer<double> layer, double[] weight, double[] bias)
    {
        weight.CopyTo(layer.Parameters[0].Values);
        bias.CopyTo(layer.Parameters[1].Values);
    }
}
