using FastNN.Training;
using Spectre.Console;

namespace FastNN.Cli.Reporting;

/// <summary>Shows a training run on a terminal: a live bar, then a table.</summary>
/// <remarks>
/// Training must not allocate while it is measured, and drawing does. So steps only leave numbers in fields, and a timer's thread takes
/// them from there to the bar.
/// </remarks>
internal sealed class LiveTrainReport : ITrainReport
{
    private const int RefreshMilliseconds = 100;

    private int _epochs = 1;
    private long _step;
    private long _steps = 1;
    private volatile EpochRecord? _last;

    /// <inheritdoc/>
    public bool WantsSteps => true;

    /// <inheritdoc/>
    public void Begin(TrainPlan plan)
    {
        _epochs = plan.Epochs;
        foreach (string line in Words.Plan(plan)) AnsiConsole.WriteLine(line);
    }

    /// <inheritdoc/>
    public History Watch(Func<History> fit)
    {
        History? history = null;
        AnsiConsole.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask bar = context.AddTask(Describe(null), maxValue: _epochs);
                using (var timer = new Timer(_ => Update(bar), null, RefreshMilliseconds, RefreshMilliseconds))
                {
                    history = fit();
                }

                Update(bar);
                bar.StopTask();
            });
        return history!;
    }

    /// <inheritdoc/>
    public void Report(StepRecord value)
    {
        Volatile.Write(ref _steps, value.Steps);
        Volatile.Write(ref _step, ((value.Epoch - 1L) * value.Steps) + value.Step);
    }

    /// <inheritdoc/>
    public void Report(EpochRecord value) => _last = value;

    /// <inheritdoc/>
    public void End(TrainResult result)
    {
        if (result.Test is not { } test) return;
        EpochRecord best = result.History.Epochs[result.History.BestEpoch - 1];
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("", "loss", test.Accuracy != null ? "accuracy" : "R²", "rows");
        AddRow(table, "train", best.Train);
        if (best.Validation is { } validation) AddRow(table, "validation", validation);
        AddRow(table, "test", test);
        AnsiConsole.Write(new LossChart(result.History.Epochs));
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"best epoch {best.Epoch} of {result.History.Epochs.Count}; {Words.Seconds(result.Seconds)} of training");
        AnsiConsole.WriteLine($"saved: {Path.GetFullPath(result.Model!)}");
    }

    private static void AddRow(Table table, string name, Evaluation figures) => table.AddRow(
        name, Words.Loss(figures.Loss), Words.Score(figures).Split(' ')[1], Words.Count(figures.Count));

    private void Update(ProgressTask bar)
    {
        bar.Value = Volatile.Read(ref _step) / (double)Volatile.Read(ref _steps);
        bar.Description = Describe(_last);
    }

    private string Describe(EpochRecord? last) => last is null
        ? $"epoch 1/{_epochs}"
        : $"epoch {Math.Min(_epochs, last.Epoch + 1)}/{_epochs}: {Words.Figures(last.Validation ?? last.Train)}";
}
