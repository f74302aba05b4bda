using FastNN.Training;

namespace FastNN.Cli.Commands;

/// <summary>
/// Passes an interruption on to training between two steps only: a token that is cancelled while validation is under way would abandon
/// the epoch that it belongs to.
/// </summary>
/// <param name="interruption">The token of the interruption.</param>
/// <param name="next">Who else is told of steps, or null.</param>
internal sealed class StopBetweenSteps(CancellationToken interruption, IProgress<StepRecord>? next) : IProgress<StepRecord>, IDisposable
{
    private readonly CancellationTokenSource _source = new();

    /// <summary>Gets the token for training.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Report(StepRecord value)
    {
        next?.Report(value);
        if (interruption.IsCancellationRequested) _source.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
