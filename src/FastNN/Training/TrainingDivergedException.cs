namespace FastNN.Training;

/// <summary>The loss became NaN or infinite, or the norm of the gradient where it is measured.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step within the epoch, from 1.</param>
    /// <param name="where">The first place where a value is not finite.</param>
    /// <param name="what">What is not finite.</param>
    public TrainingDivergedException(int epoch, int step, string where, string what = "the loss")
        : base($"{what} is not finite in epoch {epoch}, batch {step}; first seen in {where}. "
            + "Lower the learning rate, check the data for NaN, or allow it (FitOptions.AllowNonFinite)")
    {
        Epoch = epoch;
        Step = step;
        Where = where;
    }

    /// <summary>Gets the epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>Gets the step within the epoch, from 1.</summary>
    public int Step { get; }

    /// <summary>Gets the first place where a value is not finite.</summary>
    public string Where { get; }
}
