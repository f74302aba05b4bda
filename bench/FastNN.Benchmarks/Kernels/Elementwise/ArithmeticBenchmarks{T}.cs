using System.Numerics;
using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Arithmetic over blocks of elements, which memory bounds when they are long.</summary>
/// <typeparam name="T">The element type.</typeparam>
[Config(typeof(InstructionSetConfig))]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class ArithmeticBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BufferSet<T> _buffers = new();
    private AlignedBuffer<T> _x = null!;
    private AlignedBuffer<T> _y = null!;
    private AlignedBuffer<T> _destination = null!;

    [Params(16, 4096, 1_000_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _x = _buffers.Uniform(Count, -1, 1);
        _y = _buffers.Uniform(Count, 1, 2);
        _destination = _buffers.Zeros(Count);
    }

    [Benchmark]
    public void Add() => Arithmetic.Add<T>(_x.Span, _y.Span, _destination.Span);

    [Benchmark]
    public void Multiply() => Arithmetic.Multiply<T>(_x.Span, _y.Span, _destination.Span);

    [Benchmark]
    public void Divide() => Arithmetic.Divide<T>(_x.Span, _y.Span, _destination.Span);

    [Benchmark]
    public void AddScaled() => Arithmetic.AddScaled(_x.Span, _y.Span, T.CreateTruncating(0.5), _destination.Span);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
