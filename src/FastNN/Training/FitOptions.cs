using FastNN.Data;

namespace FastNN.Training;

/// <summary>How <c>Trainer.Fit</c> goes through the data.</summary>
public sealed class FitOptions
{
    /// <summary>A batch size that takes all rows at once: full-batch gradient descent.</summary>
    public const int FullBatch = int.MaxValue;

    /// <summary>Gets the number of passes over the data, at least one.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>
    /// Gets the rows of a step: 1 is single-sample descent, <see cref="FullBatch"/> full-batch descent, anything between mini-batch
    /// descent. The last batch of an epoch takes what is left.
    /// </summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Gets whether each epoch takes the rows in a new random order; a full batch is never shuffled.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Gets the seed of the random order.</summary>
    public ulong Seed { get; init; }

    /// <summary>Gets the data to evaluate after each epoch, of the trainer's element type; or null.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>
    /// Gets whether the parameters of the best epoch are put back in the end: the one with the highest validation accuracy, or R² for
    /// regression, and the lowest loss among equals. Needs <see cref="Validation"/>.
    /// </summary>
    public bool KeepBest { get; init; }

    /// <summary>
    /// Gets whether training goes on when the loss, or a measured norm of the gradient, is NaN or infinite, instead of failing with the place
    /// where it happened.
    /// </summary>
    public bool AllowNonFinite { get; init; }

    /// <summary>Gets what is told after each epoch.</summary>
    public IProgress<EpochRecord>? Progress { get; init; }

    /// <summary>Gets what is told after each step.</summary>
    public IProgress<StepRecord>? StepProgress { get; init; }
}
