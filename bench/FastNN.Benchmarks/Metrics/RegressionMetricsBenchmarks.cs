using BenchmarkDotNet.Attributes;
using FastNN.Memory;
using FastNN.Metrics;

namespace FastNN.Benchmarks.Metrics;

/// <summary>Errors of 10,000 predictions.</summary>
[MemoryDiagnoser]
public class RegressionMetricsBenchmarks
{
    private const int Count = 10_000;

    private readonly BufferSet<float> _buffers = new();
    private AlignedBuffer<float> _predictions = null!;
    private AlignedBuffer<float> _targets = null!;

    [GlobalSetup]
    public void Setup()
    {
        _predictions = _buffers.Uniform(Count, -1, 1);
        _targets = _buffers.Uniform(Count, -1, 1);
    }

    [Benchmark]
    public double MeanSquaredError() => RegressionMetrics.MeanSquaredError<float>(_predictions.Span, _targets.Span);

    [Benchmark]
    public double MeanAbsoluteError() => RegressionMetrics.MeanAbsoluteError<float>(_predictions.Span, _targets.Span);

    [Benchmark]
    public double RSquared() => RegressionMetrics.RSquared<float>(_predictions.Span, _targets.Span);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
