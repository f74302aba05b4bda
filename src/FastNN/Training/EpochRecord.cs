namespace FastNN.Training;

/// <summary>What is known after an epoch.</summary>
/// <remarks>Training figures are means over the epoch's steps, each measured before its update.</remarks>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Train">The training rows' figures.</param>
/// <param name="Validation">The validation rows' figures, or null without validation.</param>
/// <param name="Seconds">How long the epoch took, validation included.</param>
/// <param name="AllocatedBytesPerStep">
/// The managed bytes that a step allocated on the training thread, on average; the first two steps of all, which grow the scratch memory,
/// do not count. Null where no other step was taken.
/// </param>
public sealed record EpochRecord(int Epoch, Evaluation Train, Evaluation? Validation, double Seconds, double? AllocatedBytesPerStep);
