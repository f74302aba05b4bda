using BenchmarkDotNet.Attributes;
using FastNN.Threading;

namespace FastNN.Benchmarks.Threading;

/// <summary>Fork and join of work that does nothing: what sharing costs before it gains.</summary>
[MemoryDiagnoser]
public class WorkerPoolBenchmarks
{
    private WorkerPool _pool = null!;

    [Params(1, 2)]
    public int ThreadCount { get; set; }

    [Params(2, 64)]
    public int Parts { get; set; }

    [GlobalSetup]
    public void Setup() => _pool = new WorkerPool(ThreadCount);

    [Benchmark]
    public void Run()
    {
        var work = default(NoWork);
        _pool.Run(ref work, Parts);
    }

    [GlobalCleanup]
    public void Cleanup() => _pool.Dispose();

    private readonly struct NoWork : IParallelWork
    {
        public void Execute(int part)
        {
        }
    }
}
