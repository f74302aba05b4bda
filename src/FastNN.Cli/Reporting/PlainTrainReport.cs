using FastNN.Training;

namespace FastNN.Cli.Reporting;

/// <summary>Shows a training run as plain lines, one per epoch.</summary>
internal sealed class PlainTrainReport : ITrainReport
{
    private int _epochs;

    /// <inheritdoc/>
    public bool WantsSteps => false;

    /// <inheritdoc/>
    public void Begin(TrainPlan plan)
    {
        _epochs = plan.Epochs;
        foreach (string line in Words.Plan(plan)) Console.Out.WriteLine(line);
    }

    /// <inheritdoc/>
    public History Watch(Func<History> fit) => fit();

    /// <inheritdoc/>
    public void Report(EpochRecord value)
    {
        string validation = value.Validation is { } figures ? $"; validation {Words.Figures(figures)}" : "";
        Console.Out.WriteLine($"epoch {value.Epoch}/{_epochs}: train {Words.Figures(value.Train)}{validation}; {Words.Seconds(value.Seconds)}");
    }

    /// <inheritdoc/>
    public void Report(StepRecord value)
    {
    }

    /// <inheritdoc/>
    public void End(TrainResult result)
    {
        if (result.Test is not { } test) return;
        Console.Out.WriteLine($"test: {Words.Figures(test)} ({Words.Count(test.Count)} rows held out)");
        Console.Out.WriteLine($"saved: {Path.GetFullPath(result.Model!)} (epoch {result.History.BestEpoch}, {Words.Seconds(result.Seconds)} of training)");
    }
}
