using System.Numerics;
using FastNN.Memory;
using FastNN.Peers.Measuring;
using FastNN.Simd;
using FastNN.Threading;

namespace FastNN.Peers.Ceilings;

/// <summary>
/// The rate of fused multiply-adds that this machine reaches with the instruction set in use: the ceiling of every matrix product.
/// It is timed like a contender, so that a fraction of it compares the same moments.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class FmaPeak<T> : IContender, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Some 100 µs: long against fork and join, short enough to repeat.
    private const int Iterations = 40_000;

    // Several parts for each thread, so that one which wakes late does less instead of being waited for.
    private const int PartsPerThread = 8;

    private readonly WorkerPool? _pool;
    private readonly int _parts;
    private readonly AlignedBuffer<T> _sinks;
    private readonly Repeated _timing;

    /// <summary>Creates the ceiling.</summary>
    /// <param name="pool">The team whose peak is wanted, or null for one thread.</param>
    public FmaPeak(WorkerPool? pool)
    {
        _pool = pool;
        _parts = pool == null ? 1 : pool.ThreadCount * PartsPerThread;
        _sinks = new AlignedBuffer<T>(_parts * (AlignedBuffer<T>.AlignmentBytes / sizeof(T)));
        _timing = new Repeated(Name, Run);
    }

    /// <inheritdoc/>
    public string Name => "FMA peak";

    private double GigaOperations => 2e-9 * _parts * Iterations * FmaKernel<T>.Chains * Dispatch.LaneCount<T>();

    /// <summary>Converts what <see cref="Measure"/> gave.</summary>
    /// <param name="seconds">The seconds of each round.</param>
    /// <returns>The GFLOP/s of each round, a multiply-add counting as two operations.</returns>
    public double[] ToGflops(double[] seconds) => [.. seconds.Select(second => GigaOperations / second)];

    /// <inheritdoc/>
    public void WarmUp() => _timing.WarmUp();

    /// <inheritdoc/>
    public double Measure() => _timing.Measure();

    /// <inheritdoc/>
    public void Dispose() => _sinks.Dispose();

    private void Run()
    {
        var work = new FmaWork<T> { Iterations = Iterations, Sinks = _sinks.Pointer };
        if (_pool == null) work.Execute(0);
        else _pool.Run(ref work, _parts);
    }
}
