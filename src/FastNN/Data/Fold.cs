namespace FastNN.Data;

/// <summary>
/// Names the rows of one round of cross-validation, for <see cref="Dataset{T}.Subset"/> or <see cref="Dataset{T}.Gather"/>.
/// </summary>
/// <param name="Train">The rows to train on.</param>
/// <param name="Validation">The rows held out.</param>
public readonly record struct Fold(int[] Train, int[] Validation);
