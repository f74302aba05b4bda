using BenchmarkDotNet.Attributes;
using FastNN.Data;
using FastNN.Random;

namespace FastNN.Benchmarks.Data;

/// <summary>Batches gathered from 10,000 images of 28×28: rows as they lie, and rows in random order.</summary>
[MemoryDiagnoser]
public class DatasetBenchmarks
{
    private const int RowCount = 10_000;
    private const int FeatureCount = 28 * 28;
    private const int ClassCount = 10;

    private readonly int[] _order = [.. Enumerable.Range(0, RowCount)];
    private readonly int[] _shuffled = [.. Enumerable.Range(0, RowCount)];
    private Dataset<float> _data = null!;
    private float[] _features = [];
    private float[] _targets = [];
    private int _next;

    [Params(32, 128)]
    public int BatchSize { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new RandomStream(1);
        float[] features = new float[RowCount * FeatureCount];
        random.FillUniform<float>(features, 0, 1);
        int[] classes = [.. _order.Select(row => row % ClassCount)];
        _data = Dataset.ForClassification<float>(features, classes, FeatureCount, ClassCount);
        random.Shuffle<int>(_shuffled);
        _features = new float[BatchSize * FeatureCount];
        _targets = new float[BatchSize];
    }

    [Benchmark(Baseline = true)]
    public void GatherInOrder() => Gather(_order);

    [Benchmark]
    public void GatherShuffled() => Gather(_shuffled);

    // Another batch each time, as an epoch does: one batch alone would stay in the cache.
    private void Gather(int[] rows)
    {
        if (_next + BatchSize > RowCount) _next = 0;
        _data.Gather(rows.AsSpan(_next, BatchSize), _features, _targets);
        _next += BatchSize;
    }
}
