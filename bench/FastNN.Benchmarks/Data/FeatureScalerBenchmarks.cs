using BenchmarkDotNet.Attributes;
using FastNN.Data;
using FastNN.Memory;

namespace FastNN.Benchmarks.Data;

/// <summary>Scaling of 10,000 rows: fitted to them, and applied to them.</summary>
[MemoryDiagnoser]
public class FeatureScalerBenchmarks
{
    private const int RowCount = 10_000;

    private readonly BufferSet<float> _buffers = new();
    private AlignedBuffer<float> _source = null!;
    private AlignedBuffer<float> _destination = null!;
    private FeatureScaler _scaler = null!;

    [Params(10, 784)]
    public int ColumnCount { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _source = _buffers.Uniform(RowCount * ColumnCount, -3, 5);
        _destination = _buffers.Zeros(RowCount * ColumnCount);
        _scaler = Standardize();
    }

    [Benchmark]
    public FeatureScaler Standardize() => FeatureScaler.Standardize<float>(_source.Span, ColumnCount);

    [Benchmark]
    public FeatureScaler MinMax() => FeatureScaler.MinMax<float>(_source.Span, ColumnCount);

    [Benchmark]
    public void Apply() => _scaler.Apply<float>(_source.Span, _destination.Span);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
