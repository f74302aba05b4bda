using System.Numerics;
using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Losses of single outputs and their gradients.</summary>
/// <typeparam name="T">The element type.</typeparam>
[Config(typeof(InstructionSetConfig))]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class ElementLossesBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BufferSet<T> _buffers = new();
    private AlignedBuffer<T> _predictions = null!;
    private AlignedBuffer<T> _targets = null!;
    private AlignedBuffer<T> _destination = null!;

    [Params(128, 4096)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _predictions = _buffers.Uniform(Count, -4, 4);
        _targets = _buffers.Classes(Count, 2);
        _destination = _buffers.Zeros(Count);
    }

    [Benchmark]
    public void SigmoidCrossEntropy() => ElementLosses.SigmoidCrossEntropy<T>(_predictions.Span, _targets.Span, _destination.Span);

    [Benchmark]
    public void SquaredError() => ElementLosses.SquaredError<T>(_predictions.Span, _targets.Span, _destination.Span);

    [Benchmark]
    public double SumOfHuber() => ElementLosses.SumOfHuber(_predictions.Span, _targets.Span, T.One);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
