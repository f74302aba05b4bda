using System.Numerics;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Testing;
using FastNN.Threading;
using FastNN.Training;
using Xunit;

namespace FastNN.Tests.Training;

public class TrainerTests
{
    [Fact]
    public void Fit_Xor_IsLearnedByATwoTwoOneNetwork()
    {
        Dataset<double> xor = Dataset.ForClassification<double>(new double[] { 0, 0, 0, 1, 1, 0, 1, 1 }, new[] { 0, 1, 1, 0 }, 2, 2);

        // A 2-2-1 network may settle in a local minimum; of a few first draws most find the solution.
        int learned = 0;
        for (ulong seed = 1; seed <= 6; seed++)
        {
            using var model = new Sequential<double>(
                seed, new Linear<double>(2, 2, Initializer.Normal(1)), new Sigmoid<double>(), new Linear<double>(2, 1, Initializer.Normal(1)));
            using var trainer = new Trainer<double>(model, new SigmoidBinaryCrossEntropy<double>(), new Sgd<double>(2));
            trainer.Fit(xor, new FitOptions { Epochs = 2000, BatchSize = 1, Seed = seed });
            Evaluation result = trainer.Evaluate(xor);
            if (result.Accuracy == 1 && result.Loss < 0.05) learned++;
        }

        Assert.InRange(learned, 3, 6);
    }

    [Fact]
    public void Step_WarmedUp_AllocatesNothing()
    {
        CheckStep<float>(false);
        CheckStep<float>(true);
        CheckStep<double>(false);
        CheckStep<double>(true);
    }

    [Fact]
    public void Fit_AfterTheFirstEpoch_AllocatesNothingInAStep()
    {
        (Dataset<float> train, Dataset<float> test) = SyntheticDigits.Create<float>(count: 600, seed: 1).Split(0.8);
        foreach (Optimizer<float> optimizer in (Optimizer<float>[])[new Sgd<float>(0.1f, momentum: 0.9f), new Adam<float>(0.01f)])
        {
            using var model = new Sequential<float>(new Linear<float>(784, 32), new ReLU<float>(), new Linear<float>(32, 10));
            using var pool = new WorkerPool(2);
            using var trainer = new Trainer<float>(model, new SoftmaxCrossEntropy<float>(), optimizer, pool);
            History history = trainer.Fit(train, new FitOptions { Epochs = 4, BatchSize = 50, Validation = test });
            Assert.All(history.Epochs.Skip(1), epoch => Assert.Equal(0, epoch.AllocatedBytesPerStep));
            optimizer.Dispose();
        }
    }

    [Fact]
    public void Fit_AnyNumberOfThreads_GivesTheSameBits()
    {
        float[] alone = TrainDigits(null), again = TrainDigits(null);
        Assert.Equal(alone, again);
        foreach (int threads in (int[])[2, 3])
        {
            using var pool = new WorkerPool(threads);
            Assert.Equal(alone, TrainDigits(pool));
        }
    }

    [Fact]
    public void Fit_FullBatchOfALinearModel_FollowsGradientDescentByHand()
    {
        double[] x = [1, 2, 3, 4], y = [3, 5, 7, 9];
        using var model = new Sequential<double>(new Linear<double>(1, 1, Initializer.Zeros));
        using var trainer = new Trainer<double>(model, new HalfSquaredError<double>(), new Sgd<double>(0.05));
        trainer.Fit(Dataset.ForRegression<double>(x, y, 1), new FitOptions { Epochs = 3, BatchSize = FitOptions.FullBatch });
        double w = 0, b = 0;
        for (int epoch = 0; epoch < 3; epoch++)
        {
            double dw = x.Zip(y, (xi, yi) => ((w * xi) + b - yi) * xi).Average(), db = x.Zip(y, (xi, yi) => (w * xi) + b - yi).Average();
            w -= 0.05 * dw;
            b -= 0.05 * db;
        }

        Assert.Equal(w, model.Layers[0].Parameters[0].Values[0], 1e-14);
        Assert.Equal(b, model.Layers[0].Parameters[1].Values[0], 1e-14);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(FitOptions.FullBatch)]
    public void Fit_AnyBatchSize_SeesEveryRowOnceAnEpoch(int batchSize)
    {
        // With a zero learning rate the summed loss is the same however rows are batched and shuffled.
        var random = new RandomStream(3);
        var x = new double[20];
        random.FillUniform<double>(x, -1, 1);
        using var model = new Sequential<double>(new Linear<double>(2, 1));
        using var trainer = new Trainer<double>(model, new MeanSquaredError<double>(), new Sgd<double>(0));
        Dataset<double> data = Dataset.ForRegression<double>(x, x[..10], 2);
        Evaluation whole = trainer.Evaluate(data);
        History history = trainer.Fit(data, new FitOptions { Epochs = 2, BatchSize = batchSize });
        Assert.All(history.Epochs, epoch => Assert.Equal(whole.Loss, epoch.Train.Loss, 1e-12));
        Assert.All(history.Epochs, epoch => Assert.Equal(whole.R2!.Value, epoch.Train.R2!.Value, 1e-9));
        Assert.All(history.Epochs, epoch => Assert.Equal(10, epoch.Train.Count));
    }

    [Fact]
    public void Fit_KeepBest_PutsTheBestEpochBack()
    {
        (Dataset<float> train, Dataset<float> test) = SyntheticDigits.Create<float>(count: 500, seed: 2).Split(0.7);
        using var model = new Sequential<float>(new Linear<float>(784, 20), new ReLU<float>(), new Linear<float>(20, 10));
        using var trainer = new Trainer<float>(model, new SoftmaxCrossEntropy<float>(), new Sgd<float>(0.5f));
        History history = trainer.Fit(train, new FitOptions { Epochs = 12, BatchSize = 20, Validation = test, KeepBest = true });
        Evaluation kept = trainer.Evaluate(test);
        EpochRecord best = history.Epochs[history.BestEpoch - 1];
        Assert.Equal(best.Validation, kept);
        Assert.All(history.Epochs, epoch => Assert.True(epoch.Validation!.Score <= kept.Score));
    }

    [Fact]
    public void Fit_Cancelled_StopsAfterTheStepAndKeepsWhatItHas()
    {
        Dataset<float> data = SyntheticDigits.Create<float>(count: 300, seed: 2);
        using var model = new Sequential<float>(new Linear<float>(784, 10));
        using var trainer = new Trainer<float>(model, new SoftmaxCrossEntropy<float>(), new Sgd<float>(0.1f));
        using var cancel = new CancellationTokenSource();
        var steps = new List<StepRecord>();
        History history = trainer.Fit(
            data,
            new FitOptions
            {
                Epochs = 100,
                BatchSize = 100,
                StepProgress = new Reporter<StepRecord>(record =>
                {
                    steps.Add(record);
                    if (record is { Epoch: 3, Step: 2 }) cancel.Cancel();
                }),
            },
            cancel.Token);
        Assert.True(history.WasCancelled);
        Assert.Equal(2, history.Epochs.Count);
        Assert.Equal(8, steps.Count);
        Assert.Equal(3, steps[0].Steps);
    }

    [Fact]
    public void Fit_CancelledBeforeAValidation_KeepsTheBestEpochBeforeIt()
    {
        (Dataset<float> train, Dataset<float> test) = SyntheticDigits.Create<float>(count: 300, seed: 2).Split(0.7);
        using var model = new Sequential<float>(new Linear<float>(784, 10));
        using var trainer = new Trainer<float>(model, new SoftmaxCrossEntropy<float>(), new Sgd<float>(0.1f));
        using var cancel = new CancellationTokenSource();
        var stop = new Reporter<StepRecord>(record =>
        {
            if (record.Epoch == 3 && record.Step == record.Steps) cancel.Cancel();
        });
        History history = trainer.Fit(
            train, new FitOptions { Epochs = 9, BatchSize = 50, Validation = test, KeepBest = true, StepProgress = stop }, cancel.Token);
        Assert.True(history.WasCancelled);
        Assert.Equal(2, history.Epochs.Count);
        Assert.Equal(history.Epochs[history.BestEpoch - 1].Validation, trainer.Evaluate(test));
    }

    // The first place: squares of outputs that are finite still, or an output.
    [Theory]
    [InlineData(1e15f, "the loss")]
    [InlineData(1e30f, "the output of layer 2 (linear)")]
    public void Fit_LossThatDiverges_NamesEpochBatchAndPlace(float rate, string place)
    {
        var random = new RandomStream(3);
        var x = new float[40];
        random.FillUniform<float>(x, -1, 1);
        Dataset<float> data = Dataset.ForRegression<float>(x, x[..20], 2);
        using var model = new Sequential<float>(new Linear<float>(2, 4), new ReLU<float>(), new Linear<float>(4, 1));
        using var trainer = new Trainer<float>(model, new MeanSquaredError<float>(), new Sgd<float>(rate));
        TrainingDivergedException fault = Assert.Throws<TrainingDivergedException>(
            () => trainer.Fit(data, new FitOptions { Epochs = 50, BatchSize = 5 }));
        Assert.Equal(place, fault.Where);
        Assert.Equal(1, fault.Epoch);
        model.Initialize(0);
        History history = trainer.Fit(data, new FitOptions { Epochs = 2, BatchSize = 5, AllowNonFinite = true });
        Assert.Equal(2, history.Epochs.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Evaluate_ScoresThatAreNaN_AreNeverRight(int outputs)
    {
        using var model = new Sequential<float>(new Linear<float>(2, outputs));
        model.Parameters.Parameters[0].Values.Fill(float.NaN);
        Loss<float> loss = outputs == 1 ? new SigmoidBinaryCrossEntropy<float>() : new SoftmaxCrossEntropy<float>();
        using var trainer = new Trainer<float>(model, loss, new Sgd<float>(0.1f));
        Assert.Equal(0, trainer.Evaluate(Dataset.ForClassification<float>(new float[4], new[] { 0, 1 }, 2, 2)).Accuracy);
    }

    [Fact]
    public void Fit_FeatureThatIsNaN_NamesTheInput()
    {
        using var model = new Sequential<float>(new Linear<float>(2, 1));
        using var trainer = new Trainer<float>(model, new MeanSquaredError<float>(), new Sgd<float>(0.1f));
        Dataset<float> data = Dataset.ForRegression<float>(new[] { 1f, float.NaN }, new[] { 1f }, 2);
        Assert.Contains("input features", Assert.Throws<TrainingDivergedException>(() => trainer.Fit(data, new FitOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_DataThatDoNotFit_SaysWhatIsNeeded()
    {
        using var model = new Sequential<float>(new Linear<float>(4, 3));
        using var trainer = new Trainer<float>(model, new SoftmaxCrossEntropy<float>(), new Sgd<float>(0.1f));
        void Rejects(Dataset<float> data, FitOptions options, string expected) =>
            Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(() => trainer.Fit(data, options)).Message, StringComparison.Ordinal);

        Dataset<float> fits = Dataset.ForClassification<float>(new float[8], new[] { 0, 2 }, 4, 3);
        Rejects(Dataset.ForClassification<float>(new float[10], new[] { 0, 2 }, 5, 3), new(), "4 features");
        Rejects(Dataset.ForClassification<float>(new float[8], new[] { 0, 2 }, 4, 5), new(), "5 classes");
        Rejects(Dataset.ForRegression<float>(new float[8], new float[4], 4, 2), new(), "2 target columns");
        Rejects(fits, new FitOptions { Epochs = 0 }, "Epochs");
        Rejects(fits, new FitOptions { BatchSize = 0 }, "BatchSize");
        Rejects(fits, new FitOptions { KeepBest = true }, "Validation");
        Rejects(fits, new FitOptions { Validation = fits.Cast<double>() }, "Cast");
        Assert.Throws<ArgumentException>(() => trainer.Step(new float[7], new float[2]));
    }

    private static float[] TrainDigits(WorkerPool? pool)
    {
        Dataset<float> data = SyntheticDigits.Create<float>(count: 400, seed: 2);
        using var model = new Sequential<float>(
            new Linear<float>(784, 100), new Sigmoid<float>(), new Linear<float>(100, 60), new Tanh<float>(), new Linear<float>(60, 10));
        using var trainer = new Trainer<float>(model, new SoftmaxCrossEntropy<float>(), new Adam<float>(0.01f), pool);
        trainer.Fit(data, new FitOptions { Epochs = 3, BatchSize = 130 });
        return model.Parameters.Values.ToArray();
    }

    private static void CheckStep<T>(bool adam)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T rate = T.CreateChecked(0.01);
        using var model = new Sequential<T>(
            new Linear<T>(20, 15), new Sigmoid<T>(), new Linear<T>(15, 8), new Tanh<T>(), new Linear<T>(8, 4));
        using Optimizer<T> optimizer = adam ? new Adam<T>(rate) : new Sgd<T>(rate);
        using var trainer = new Trainer<T>(model, new SoftmaxCrossEntropy<T>(), optimizer);
        var features = new T[32 * 20];
        var targets = new T[32];
        new RandomStream(1).FillUniform<T>(features, -1, 1);
        Allocations.AssertNone(() => trainer.Step(features, targets));
    }
}
