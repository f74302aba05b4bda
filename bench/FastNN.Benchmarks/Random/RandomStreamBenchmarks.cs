using BenchmarkDotNet.Attributes;
using FastNN.Random;

namespace FastNN.Benchmarks.Random;

/// <summary>Numbers and orders from the library's own random stream.</summary>
[MemoryDiagnoser]
public class RandomStreamBenchmarks
{
    private const int Count = 4096;

    private readonly RandomStream _random = new(1);
    private readonly float[] _values = new float[Count];
    private readonly int[] _order = [.. Enumerable.Range(0, Count)];

    [Benchmark]
    public void FillUniform() => _random.FillUniform<float>(_values, -1, 1);

    [Benchmark]
    public void FillNormal() => _random.FillNormal<float>(_values, 0, 1);

    [Benchmark]
    public void Shuffle() => _random.Shuffle<int>(_order);
}
