using System.Numerics;
using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Elementary functions over blocks of elements.</summary>
/// <typeparam name="T">The element type.</typeparam>
[Config(typeof(InstructionSetConfig))]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class ElementwiseBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BufferSet<T> _buffers = new();
    private AlignedBuffer<T> _x = null!;
    private AlignedBuffer<T> _positive = null!;
    private AlignedBuffer<T> _y = null!;

    [Params(16, 4096)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _x = _buffers.Uniform(Count, -8, 8);
        _positive = _buffers.Uniform(Count, 0.01, 100);
        _y = _buffers.Zeros(Count);
    }

    [Benchmark]
    public void Exp() => Elementwise.Exp<T>(_x.Span, _y.Span);

    [Benchmark]
    public void Expm1() => Elementwise.Expm1<T>(_x.Span, _y.Span);

    [Benchmark]
    public void Log() => Elementwise.Log<T>(_positive.Span, _y.Span);

    [Benchmark]
    public void Log1p() => Elementwise.Log1p<T>(_positive.Span, _y.Span);

    [Benchmark]
    public void Tanh() => Elementwise.Tanh<T>(_x.Span, _y.Span);

    [Benchmark]
    public void Erf() => Elementwise.Erf<T>(_x.Span, _y.Span);

    [Benchmark]
    public void Sin() => Elementwise.Sin<T>(_x.Span, _y.Span);

    [Benchmark]
    public void Cos() => Elementwise.Cos<T>(_x.Span, _y.Span);

    [Benchmark]
    public void Sqrt() => Elementwise.Sqrt<T>(_positive.Span, _y.Span);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
