using System.Diagnostics;
using System.Numerics;
using FastNN.Cli.Reporting;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Serialization;
using FastNN.Simd;
using FastNN.Threading;
using FastNN.Training;

namespace FastNN.Cli.Commands;

/// <summary>One run of <c>fastnn train</c>: load, fit, test, save, report.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class TrainRun<T>(TrainOptions options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Runs.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        // What can fail for reasons known beforehand fails before minutes are spent on training.
        OutputFile.Check(options.Output);
        if (options.Report is { } page) Report.Check(page);
        TrainingData<T> data = DataLoader.ForTraining<T>(options);
        string lossName = LossChoice.For(options.Loss, data.Train.ClassCount);
        using Sequential<T> model = CreateModel(data, lossName);
        using Optimizer<T> optimizer = OptimizerChoice.Create<T>(options);
        using WorkerPool? workers = options.Threads > 1 ? new WorkerPool(options.Threads) : null;
        using var trainer = new Trainer<T>(model, LossChoice.Create<T>(lossName), optimizer, workers);
        TrainPlan plan = CreatePlan(data, model, lossName);
        ITrainReport report = TrainReports.Create(options.Json);
        report.Begin(plan);

        // From here an interruption is waited for; before, it just ends the process.
        using var interruption = new Interruption();
        long start = Stopwatch.GetTimestamp();
        History history = report.Watch(() => Fit(trainer, data, report, interruption.Token));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var result = new TrainResult(plan, history, Test: null, seconds, Model: null);
        if (history.Epochs.Count > 0)
        {
            result = result with { Test = trainer.Evaluate(data.Test), Model = options.Output };
            OutputFile.Save(model, options.Output, CreateCard(data, lossName, history, result.Test));
        }

        report.End(result);
        if (options.Report is not null && history.Epochs.Count > 0)
        {
            // After the figures: should the page fail, they are not lost.
            new TrainPage<T>(options, result, data, model, trainer.Loss).Create().Save(options.Report);
            if (!options.Json) Console.Out.WriteLine($"report: {Path.GetFullPath(options.Report)}");
        }

        if (!history.WasCancelled) return ExitCode.Success;
        Console.Error.WriteLine(history.Epochs.Count > 0
            ? $"fastnn: interrupted; the model of epoch {history.BestEpoch}, the best so far, is saved as {options.Output}"
            : "fastnn: interrupted before the first epoch was finished; nothing is saved");
        return ExitCode.Interrupted;
    }

    private History Fit(Trainer<T> trainer, TrainingData<T> data, ITrainReport report, CancellationToken stop) => trainer.Fit(
        data.Train,
        new FitOptions
        {
            Epochs = options.Epochs,
            BatchSize = options.BatchSize,
            Seed = SeedPlan.ForOrder(options.Seed),
            Validation = data.Validation,
            KeepBest = data.Validation != null,
            Progress = report,
            StepProgress = report.WantsSteps ? report : null,
        },
        stop);

    private Sequential<T> CreateModel(TrainingData<T> data, string loss)
    {
        Initializer? rule = options.Initializer is { } name ? Initializer.Parse(name) : null;
        var layers = new List<Layer<T>>();
        int size = data.Train.FeatureCount;
        foreach (HiddenLayer hidden in options.Layers)
        {
            layers.Add(new Linear<T>(size, hidden.Units, rule));
            if (hidden.CreateActivation<T>() is { } activation) layers.Add(activation);
            size = hidden.Units;
        }

        layers.Add(new Linear<T>(size, LossChoice.OutputCount(loss, data.Train.ClassCount, data.Train.TargetCount), rule));
        return new Sequential<T>(SeedPlan.ForWeights(options.Seed), [.. layers]);
    }

    private TrainPlan CreatePlan(TrainingData<T> data, Sequential<T> model, string loss)
    {
        var specs = new List<LayerSpec>();
        int size = model.InputSize;
        foreach (Layer<T> layer in model.Layers)
        {
            specs.Add(new LayerSpec(layer.Kind, size, layer.OutputSize(size), (layer as LeakyReLU<T>)?.Slope));
            size = specs[^1].Outputs;
        }

        return new TrainPlan
        {
            Dataset = options.Source.ToString(),
            Columns = data.Encoding is { } encoding ? ColumnWords.Of(encoding, data.LabelCount) : null,
            Layers = specs,
            ParameterCount = model.ParameterCount,
            TrainCount = data.Train.Count,
            ValidationCount = data.Validation?.Count ?? 0,
            TestCount = data.Test.Count,
            Loss = loss,
            Optimizer = options.Optimizer,
            LearningRate = options.LearningRate,
            Epochs = options.Epochs,
            BatchSize = Math.Min(options.BatchSize, data.Train.Count),
            Precision = options.IsDouble ? "f64" : "f32",
            Threads = options.Threads,
            Isa = Dispatch.Name(Dispatch.Selected),
            IsClassification = data.Train.IsClassification,
        };
    }

    private ModelCard CreateCard(TrainingData<T> data, string loss, History history, Evaluation test) => new()
    {
        Loss = loss,
        Data = data.Card,
        ClassNames = data.ClassNames,
        Encoding = data.Encoding,
        FeatureScaler = data.FeatureScaler,
        TargetScaler = data.TargetScaler,
        Training = TrainingCard.Of(options, history.Epochs.Count, history.BestEpoch),
        Test = test,
    };
}
