namespace FastNN.Training;

/// <summary>What happened during <c>Trainer.Fit</c>.</summary>
/// <param name="Epochs">The epochs that were finished, in order.</param>
/// <param name="BestEpoch">The number of the best epoch by validation, or of the last without validation; zero where none was finished.</param>
/// <param name="WasCancelled">Whether training was cancelled before its end.</param>
public sealed record History(IReadOnlyList<EpochRecord> Epochs, int BestEpoch, bool WasCancelled)
{
    /// <summary>Gets the last epoch.</summary>
    /// <exception cref="InvalidOperationException">None was finished.</exception>
    public EpochRecord Last => Epochs.Count > 0 ? Epochs[^1] : throw new InvalidOperationException("no epoch was finished");
}
