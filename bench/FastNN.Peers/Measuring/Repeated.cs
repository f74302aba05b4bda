using System.Diagnostics;

namespace FastNN.Peers.Measuring;

/// <summary>Work within this process, repeated until a timing is long against the clock's own cost.</summary>
internal sealed class Repeated : IContender
{
    // A timestamp costs some 25 ns and a timer interrupt some microseconds: 0.5% of this at most.
    private const double LeastSeconds = 1.2e-3;

    // The runtime replaces a method's first, slow code after 30 calls; work so slow that this takes longer is dominated by loops,
    // which are replaced while they run.
    private const int WarmUpRuns = 60;
    private const double WarmUpSeconds = 0.5;

    private readonly Action _run;
    private int _repeats = 1;

    /// <summary>Creates a contender.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="run">The work; it may not allocate.</param>
    public Repeated(string name, Action run)
    {
        Name = name;
        _run = run;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public void WarmUp()
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < WarmUpRuns && Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds; i++) _run();

        // The shorter of two: an interruption must not pass for a long execution.
        _repeats = 1;
        while (Math.Min(Time(), Time()) < LeastSeconds) _repeats *= 2;
    }

    /// <inheritdoc/>
    public double Measure()
    {
        // Caches come back first: whoever was measured before left others' data in them.
        _run();
        return Time() / _repeats;
    }

    private double Time()
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < _repeats; i++) _run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
