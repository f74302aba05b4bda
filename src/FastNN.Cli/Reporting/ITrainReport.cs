using FastNN.Training;

namespace FastNN.Cli.Reporting;

/// <summary>Shows a training run.</summary>
internal interface ITrainReport : IProgress<EpochRecord>, IProgress<StepRecord>
{
    /// <summary>Gets whether to report single steps.</summary>
    bool WantsSteps { get; }

    /// <summary>Shows what is going to be done.</summary>
    void Begin(TrainPlan plan);

    /// <summary>Runs training while showing its progress.</summary>
    History Watch(Func<History> fit);

    /// <summary>Shows what has been done.</summary>
    void End(TrainResult result);
}
