using System.Numerics;
using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Activations over blocks of elements.</summary>
/// <typeparam name="T">The element type.</typeparam>
[Config(typeof(InstructionSetConfig))]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class ActivationBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BufferSet<T> _buffers = new();
    private AlignedBuffer<T> _x = null!;
    private AlignedBuffer<T> _y = null!;

    [Params(16, 4096)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _x = _buffers.Uniform(Count, -8, 8);
        _y = _buffers.Zeros(Count);
    }

    [Benchmark]
    public void Relu() => Activations.Relu<T>(_x.Span, _y.Span);

    [Benchmark]
    public void LeakyRelu() => Activations.LeakyRelu(_x.Span, T.CreateTruncating(0.01), _y.Span);

    [Benchmark]
    public void Elu() => Activations.Elu(_x.Span, T.One, _y.Span);

    [Benchmark]
    public void Selu() => Activations.Selu<T>(_x.Span, _y.Span);

    [Benchmark]
    public void Sigmoid() => Activations.Sigmoid<T>(_x.Span, _y.Span);

    [Benchmark]
    public void Softplus() => Activations.Softplus<T>(_x.Span, _y.Span);

    [Benchmark]
    public void Silu() => Activations.Silu<T>(_x.Span, _y.Span);

    [Benchmark]
    public void Gelu() => Activations.Gelu<T>(_x.Span, _y.Span);

    [Benchmark]
    public void GeluTanh() => Activations.GeluTanh<T>(_x.Span, _y.Span);

    [Benchmark]
    public void Mish() => Activations.Mish<T>(_x.Span, _y.Span);

    [Benchmark]
    public void Softsign() => Activations.Softsign<T>(_x.Span, _y.Span);

    [Benchmark]
    public void HardSigmoid() => Activations.HardSigmoid<T>(_x.Span, _y.Span);

    [Benchmark]
    public void HardSwish() => Activations.HardSwish<T>(_x.Span, _y.Span);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
