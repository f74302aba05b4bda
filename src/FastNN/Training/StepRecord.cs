namespace FastNN.Training;

/// <summary>What is known after a step.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The step within the epoch, from 1.</param>
/// <param name="Steps">The number of steps of an epoch.</param>
/// <param name="Loss">The mean loss of the step's rows.</param>
public readonly record struct StepRecord(int Epoch, int Step, int Steps, double Loss);
