using System.Numerics;
using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Reductions of a block to one number.</summary>
/// <typeparam name="T">The element type.</typeparam>
[Config(typeof(InstructionSetConfig))]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class ReductionsBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BufferSet<T> _buffers = new();
    private AlignedBuffer<T> _x = null!;
    private AlignedBuffer<T> _y = null!;

    [Params(16, 4096, 1_000_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _x = _buffers.Uniform(Count, -1, 1);
        _y = _buffers.Uniform(Count, -1, 1);
    }

    [Benchmark]
    public T Sum() => Reductions.Sum<T>(_x.Span);

    [Benchmark]
    public T Variance() => Reductions.Variance<T>(_x.Span);

    [Benchmark]
    public T Norm() => Reductions.Norm<T>(_x.Span);

    [Benchmark]
    public T Dot() => Reductions.Dot<T>(_x.Span, _y.Span);

    [Benchmark]
    public T Max() => Reductions.Max<T>(_x.Span);

    [Benchmark]
    public int IndexOfMax() => Reductions.IndexOfMax<T>(_x.Span);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
