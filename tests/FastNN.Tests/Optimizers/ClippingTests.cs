using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Testing;
using FastNN.Threading;
using FastNN.Training;
using Xunit;

namespace FastNN.Tests.Optimizers;

public sealed class ClippingTests
{
    private static readonly Func<Optimizer<double>>[] s_all =
    [
        () => new Sgd<double>(0.1, 0.9, nesterov: true, weightDecay: 0.01),
        () => new Adam<double>(0.1, weightDecay: 0.01),
        () => new AdamW<double>(0.1),
        () => new RmsProp<double>(0.1, weightDecay: 0.01, momentum: 0.9),
        () => new AdaGrad<double>(0.1, weightDecay: 0.01),
    ];

    [Fact]
    public void Step_GradientAboveTheMost_EqualsAStepByAGradientClippedBeforehand()
    {
        foreach (Func<Optimizer<double>> make in s_all)
        {
            using Optimizer<double> clipping = make(), plain = make();
            using Sequential<double> model = Model(), reference = Model();
            clipping.MaxGradientNorm = 0.75;
            for (int step = 1; step <= 4; step++)
            {
                Fill(model, step);
                Fill(reference, step);
                double norm = Math.Sqrt(reference.Parameters.Gradients.ToArray().Sum(g => g * g));
                double[] untouched = model.Parameters.Gradients.ToArray();
                foreach (ref double g in reference.Parameters.Gradients) g *= 0.75 / (norm + 1e-6);
                Assert.True(norm > 1);
                clipping.Step(model.Parameters);
                plain.Step(reference.Parameters);
                Assert.Equal(norm, clipping.LastGradientNorm!.Value, 1e-13);
                Assert.Equal(untouched, model.Parameters.Gradients.ToArray());
            }

            Assert.All(
                model.Parameters.Values.ToArray().Zip(reference.Parameters.Values.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        }
    }

    [Theory]
    [InlineData(1e3)]
    [InlineData(double.PositiveInfinity)]
    public void Step_GradientBelowTheMost_IsBitForBitAnUnclippedStep(double most)
    {
        foreach (Func<Optimizer<double>> make in s_all)
        {
            using Optimizer<double> clipping = make(), plain = make();
            using Sequential<double> model = Model(), reference = Model();
            clipping.MaxGradientNorm = most;
            for (int step = 1; step <= 3; step++)
            {
                Fill(model, step);
                Fill(reference, step);
                clipping.Step(model.Parameters);
                plain.Step(reference.Parameters);
            }

            Assert.Equal(reference.Parameters.Values.ToArray(), model.Parameters.Values.ToArray());
            Assert.NotNull(clipping.LastGradientNorm);
            Assert.Null(plain.LastGradientNorm);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Step_NormThatIsNotFinite_ChangesNothingAndIsCounted(double bad)
    {
        foreach (Func<Optimizer<double>> make in s_all)
        {
            using Optimizer<double> hit = make(), spared = make();
            using Sequential<double> model = Model(), reference = Model();
            hit.MaxGradientNorm = spared.MaxGradientNorm = 1;
            for (int step = 1; step <= 3; step++)
            {
                if (step == 2)
                {
                    double[] before = model.Parameters.Values.ToArray();
                    model.Parameters.Gradients[1] = bad;
                    hit.Step(model.Parameters);
                    Assert.Equal(before, model.Parameters.Values.ToArray());
                    Assert.False(double.IsFinite(hit.LastGradientNorm!.Value));
                }

                Fill(model, step);
                Fill(reference, step);
                hit.Step(model.Parameters);
                spared.Step(reference.Parameters);
            }

            // State and bias correction went on as if the bad gradient had never been.
            Assert.Equal(reference.Parameters.Values.ToArray(), model.Parameters.Values.ToArray());
            Assert.Equal((3, 1), (hit.StepCount, hit.SkippedStepCount));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void MaxGradientNorm_NotAboveZero_IsRejected(double most)
    {
        using var optimizer = new Sgd<float>(0.1f);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.MaxGradientNorm = most);
        Assert.Null(optimizer.MaxGradientNorm);
    }

    [Fact]
    public void Step_Clipping_AllocatesNothing()
    {
        using var optimizer = new Adam<double>(0.1) { MaxGradientNorm = 0.1 };
        using Sequential<double> model = Model();
        Fill(model, 1);
        Allocations.AssertNone(() => optimizer.Step(model.Parameters));
    }

    [Fact]
    public void Train_AnyNumberOfThreads_GivesTheSameBitsAndNorm()
    {
        // 131,000 parameters: enough for the update to be shared by four.
        var random = new RandomStream(5);
        float[] x = new float[8 * 127], y = new float[8];
        random.FillUniform<float>(x, -1, 1);
        random.FillUniform<float>(y, -100, 100);
        float[]? expected = null;
        double expectedNorm = 0;
        foreach (int threads in (int[])[1, 2, 3, 7])
        {
            using WorkerPool? pool = threads == 1 ? null : new WorkerPool(threads);
            using var model = new Sequential<float>(1, new Linear<float>(127, 1016), new Tanh<float>(), new Linear<float>(1016, 1));
            using var optimizer = new Adam<float>(0.01f) { MaxGradientNorm = 1 };
            using var trainer = new Trainer<float>(model, new MeanSquaredError<float>(), optimizer, pool);
            for (int step = 0; step < 3; step++) trainer.Step(x, y);
            expected ??= model.Parameters.Values.ToArray();
            if (threads == 1) expectedNorm = optimizer.LastGradientNorm!.Value;
            Assert.True(expectedNorm > 1);
            Assert.True(expected.AsSpan().SequenceEqual(model.Parameters.Values), $"{threads} threads");
            Assert.Equal(expectedNorm, optimizer.LastGradientNorm!.Value);
            Allocations.AssertNone(() => trainer.Step(x, y), rounds: 20);
        }
    }

    [Fact]
    public void Fit_GradientThatOverflows_StopsAndSparesTheModel()
    {
        // The loss is 1e36 or so, a float; the gradient of the weight is 1e18 times 1e30.
        Dataset<float> data = Dataset.ForRegression<float>(new[] { 1e30f }, new[] { 1e18f }, 1);
        using var model = new Sequential<float>(new Linear<float>(1, 1));
        model.Parameters.Values.Clear();
        using var optimizer = new Sgd<float>(0.1f) { MaxGradientNorm = 1 };
        using var trainer = new Trainer<float>(model, new MeanSquaredError<float>(), optimizer);
        string message = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(data, new FitOptions())).Message;
        Assert.Contains("norm of the gradient is not finite in epoch 1, batch 1", message, StringComparison.Ordinal);
        Assert.Contains("layer 0 (linear), the gradient of its weight", message, StringComparison.Ordinal);
        Assert.Equal(0, model.Parameters.Values[0]);
        Assert.Equal(2, trainer.Fit(data, new FitOptions { Epochs = 2, AllowNonFinite = true }).Epochs.Count);
        Assert.Equal((0, 3), (optimizer.StepCount, optimizer.SkippedStepCount));
    }

    private static Sequential<double> Model() => new(1, new Linear<double>(5, 3), new Linear<double>(3, 1));

    private static void Fill(Sequential<double> model, int step)
    {
        foreach (Parameter<double> parameter in model.Parameters.Parameters)
        {
            for (int i = 0; i < parameter.Count; i++) parameter.Gradient[i] = Math.Sin((i * 1.7) + step);
        }
    }
}
