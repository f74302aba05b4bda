using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Metrics;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Training;
using Xunit;

namespace FastNN.Tests.Training;

/// <summary>What a trainer says of a model: scores as the metrics define them, the best epoch, and where training went wrong.</summary>
public class EvaluationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Evaluate_Regression_GivesTheRSquaredOfTheMetrics(int columns)
    {
        // More rows than are evaluated at a time, and columns a thousand apart, of which the last is constant.
        const int Rows = 1300;
        var random = new RandomStream(5);
        double[] x = new double[Rows * 2], y = new double[Rows * columns], predicted = new double[Rows * columns];
        random.FillUniform<double>(x, -1, 1);
        for (int i = 0; i < y.Length; i++) y[i] = i % columns == 2 ? 7 : (1000 * (i % columns)) + random.NextUniform(0, 1);
        using var model = new Sequential<double>(new Linear<double>(2, columns));
        for (int j = 0; j < columns; j++) model.Parameters.Parameters[1].Values[j] = 1000 * j;
        using var trainer = new Trainer<double>(model, new MeanSquaredError<double>(), new Sgd<double>(0.1));
        model.Predict(x, predicted);
        Evaluation result = trainer.Evaluate(Dataset.ForRegression<double>(x, y, 2, columns));
        Assert.Equal(RegressionMetrics.RSquared<double>(predicted, y, columns), result.R2!.Value, 9);
    }

    [Fact]
    public void Evaluate_NaNWithConstantTargets_HasNoRSquared()
    {
        using var model = new Sequential<double>(new Linear<double>(1, 1));
        model.Parameters.Parameters[0].Values.Fill(double.NaN);
        using var trainer = new Trainer<double>(model, new MeanSquaredError<double>(), new Sgd<double>(0.1));
        Assert.Equal(double.NaN, trainer.Evaluate(Dataset.ForRegression<double>(new double[] { 1, 2 }, new double[] { 3, 3 }, 1)).R2);
    }

    // Probabilities are right beyond a half, scores beyond zero.
    [Fact]
    public void Evaluate_OneOutput_IsDecidedAsTheLossReadsIt()
    {
        Dataset<double> data = Dataset.ForClassification<double>(new double[] { -2, -1, 1, 2 }, new[] { 0, 0, 1, 1 }, 1, 2);
        Check(data, new MeanSquaredError<double>(), new Linear<double>(1, 1), new Sigmoid<double>());
        Check(data, new SigmoidBinaryCrossEntropy<double>(), new Linear<double>(1, 1));

        static void Check(Dataset<double> data, Loss<double> loss, params Layer<double>[] layers)
        {
            using var model = new Sequential<double>(layers);
            model.Parameters.Parameters[0].Values.Fill(10);
            using var trainer = new Trainer<double>(model, loss, new Sgd<double>(0.1));
            Assert.Equal(1, trainer.Evaluate(data).Accuracy);
        }
    }

    [Fact]
    public void Fit_SoftmaxOfOneOutput_IsRejected()
    {
        using var model = new Sequential<double>(new Linear<double>(1, 1));
        using var trainer = new Trainer<double>(model, new SoftmaxCrossEntropy<double>(), new Sgd<double>(0.1));
        Dataset<double> data = Dataset.ForClassification<double>(new double[] { -1, 1 }, new[] { 0, 1 }, 1, 2);
        Assert.Throws<ArgumentException>(() => trainer.Fit(data, new FitOptions { Epochs = 1 }));
    }

    [Fact]
    public void Fit_TargetThatIsNaN_IsNamedAndChangesNothing()
    {
        double[] x = [.. Enumerable.Range(0, 64).Select(i => i / 64.0)], y = [.. x];
        y[40] = double.NaN;
        using var model = new Sequential<double>(new Linear<double>(1, 1));
        using var trainer = new Trainer<double>(model, new MeanSquaredError<double>(), new Sgd<double>(0.1));
        var fault = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(Dataset.ForRegression<double>(x, y, 1), new FitOptions { Epochs = 1, BatchSize = 8 }));
        Assert.Equal("the targets", fault.Where);
        Assert.All(model.Parameters.Values.ToArray(), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Fit_KeepBestThatDiverges_PutsTheBestEpochBack()
    {
        double[] x = [.. Enumerable.Range(0, 64).Select(i => i / 64.0)];
        Dataset<double> data = Dataset.ForRegression<double>(x, x, 1);
        using var model = new Sequential<double>(new Linear<double>(1, 1));
        var rule = new Sgd<double>(0.1);
        using var trainer = new Trainer<double>(model, new MeanSquaredError<double>(), rule);
        double best = double.NaN;
        var progress = new Reporter<EpochRecord>(record =>
        {
            if (record.Epoch == 3) (best, rule.LearningRate) = (model.Parameters.Values[0], 1e30);
        });
        var options = new FitOptions { Epochs = 50, BatchSize = 8, Validation = data, KeepBest = true, Progress = progress };
        Assert.Throws<TrainingDivergedException>(() => trainer.Fit(data, options));
        Assert.Equal(best, model.Parameters.Values[0]);
    }

    [Fact]
    public void Fit_KeepBestWithEpochsOfNaN_PrefersNumbers()
    {
        double[] x = [.. Enumerable.Range(0, 64).Select(i => i / 64.0)];
        Dataset<double> data = Dataset.ForRegression<double>(x, x, 1);
        using var model = new Sequential<double>(new Linear<double>(1, 1));
        using var trainer = new Trainer<double>(model, new MeanSquaredError<double>(), new Sgd<double>(0.1));
        var spoil = new Reporter<EpochRecord>(record =>
        {
            if (record.Epoch == 3) model.Parameters.Values.Fill(double.NaN);
        });
        History history = trainer.Fit(
            data, new FitOptions { Epochs = 6, BatchSize = 8, Validation = data, KeepBest = true, AllowNonFinite = true, Progress = spoil });
        Assert.Equal(3, history.BestEpoch);
        Assert.True(double.IsFinite(model.Parameters.Values[0]));
    }
}
