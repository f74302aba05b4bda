using FastNN.Training;

namespace FastNN.Cli.Reporting;

/// <summary>What a training run has done.</summary>
/// <param name="Plan">What it was going to do.</param>
/// <param name="History">What happened, epoch by epoch.</param>
/// <param name="Test">The saved model's figures on the held-out rows, or null where nothing was saved.</param>
/// <param name="Seconds">How long training took.</param>
/// <param name="Model">The saved file, or null.</param>
internal sealed record TrainResult(TrainPlan Plan, History History, Evaluation? Test, double Seconds, string? Model)
{
    /// <summary>
    /// Gets the most managed bytes that a step of any epoch after the first allocated, rounded up; with a single epoch its own figure, which
    /// leaves out the first two steps; null where nothing was measured.
    /// </summary>
    public long? AllocatedBytesPerStep => History.Epochs
        .Skip(History.Epochs.Count > 1 ? 1 : 0)
        .Max(epoch => epoch.AllocatedBytesPerStep) is { } bytes ? (long)Math.Ceiling(bytes) : null;
}
