namespace FastNN.Tests.Training;

/// <summary>Reports on the thread that trains, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class Reporter<TRecord>(Action<TRecord> report) : IProgress<TRecord>
{
    public void Report(TRecord value) => report(value);
}
