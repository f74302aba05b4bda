using BenchmarkDotNet.Attributes;
using FastNN.Random;

namespace FastNN.Benchmarks.Random;

/// <summary>Numbers and orders from the generator that repeats NumPy's.</summary>
[MemoryDiagnoser]
public class NumPyRandomBenchmarks
{
    private const int Count = 4096;

    private readonly NumPyRandom _random = new(1);
    private readonly double[] _values = new double[Count];
    private readonly int[] _order = [.. Enumerable.Range(0, Count)];

    [Benchmark]
    public void FillUniform() => _random.FillUniform<double>(_values, -1, 1);

    [Benchmark]
    public void FillNormal() => _random.FillNormal<double>(_values);

    [Benchmark]
    public void Shuffle() => _random.Shuffle<int>(_order);
}
