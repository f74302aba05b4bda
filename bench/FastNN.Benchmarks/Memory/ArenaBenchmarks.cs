using BenchmarkDotNet.Attributes;
using FastNN.Memory;

namespace FastNN.Benchmarks.Memory;

/// <summary>Scratch of an arena, beside a buffer made and given back for each use. Figures are per block.</summary>
[MemoryDiagnoser]
public class ArenaBenchmarks
{
    private const int Blocks = 16;

    private readonly Arena<float> _arena = new();

    [Params(16, 4096)]
    public int Count { get; set; }

    [Benchmark(Baseline = true, OperationsPerInvoke = Blocks)]
    public void TakeAndRewind()
    {
        ArenaMark mark = _arena.Mark;
        for (int i = 0; i < Blocks; i++) _arena.Take(Count);
        _arena.Rewind(mark);
    }

    [Benchmark]
    public void AllocateAndDispose() => new AlignedBuffer<float>(Count).Dispose();

    [GlobalCleanup]
    public void Cleanup() => _arena.Dispose();
}
