using BenchmarkDotNet.Attributes;
using FastNN.Memory;
using FastNN.Metrics;

namespace FastNN.Benchmarks.Metrics;

/// <summary>The confusion matrix and the accuracy of 10,000 rows of scores for ten classes.</summary>
[MemoryDiagnoser]
public class ConfusionMatrixBenchmarks
{
    private const int RowCount = 10_000;
    private const int ClassCount = 10;

    private readonly BufferSet<float> _buffers = new();
    private readonly ConfusionMatrix _matrix = new(ClassCount);
    private AlignedBuffer<float> _scores = null!;
    private AlignedBuffer<float> _classes = null!;

    [GlobalSetup]
    public void Setup()
    {
        _scores = _buffers.Uniform(RowCount * ClassCount, -8, 8);
        _classes = _buffers.Classes(RowCount, ClassCount);
    }

    [Benchmark]
    public void Add() => _matrix.Add<float>(_scores.Span, _classes.Span);

    [Benchmark]
    public double Accuracy() => ClassificationMetrics.Accuracy<float>(_scores.Span, _classes.Span, ClassCount);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
