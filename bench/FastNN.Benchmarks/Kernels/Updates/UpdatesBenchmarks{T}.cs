using System.Numerics;
using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Steps of the optimizers over parameters that fit the first-level cache and over a million.</summary>
/// <typeparam name="T">The element type.</typeparam>
[Config(typeof(InstructionSetConfig))]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class UpdatesBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BufferSet<T> _buffers = new();
    private readonly SgdCoefficients<T> _sgd = new(Rate);
    private readonly SgdCoefficients<T> _momentum = new(Rate) { Momentum = Decay };
    private readonly SgdCoefficients<T> _nesterov = new(Rate) { Momentum = Decay, Nesterov = true };
    private readonly AdamCoefficients<T> _adam = new(step: 10);
    private readonly AdamCoefficients<T> _adamW = new(step: 10, weightDecay: 0.01, decoupled: true);
    private readonly RmsPropCoefficients<T> _rmsProp = new(Rate, 0.99, Epsilon);
    private readonly AdaGradCoefficients<T> _adaGrad = new(Rate, Epsilon);
    private AlignedBuffer<T> _parameters = null!;
    private AlignedBuffer<T> _gradients = null!;
    private AlignedBuffer<T> _first = null!;
    private AlignedBuffer<T> _second = null!;

    [Params(4096, 1_000_000)]
    public int Count { get; set; }

    private static T Rate => T.CreateTruncating(1e-3);

    private static T Decay => T.CreateTruncating(0.9);

    private static T Epsilon => T.CreateTruncating(1e-8);

    [GlobalSetup]
    public void Setup()
    {
        _parameters = _buffers.Uniform(Count, -1, 1);
        _gradients = _buffers.Uniform(Count, -1, 1);
        _first = _buffers.Zeros(Count);
        _second = _buffers.Zeros(Count);
    }

    [Benchmark]
    public void Sgd() => Updates.Sgd(_parameters.Span, _gradients.Span, [], _sgd);

    [Benchmark]
    public void Momentum() => Updates.Sgd(_parameters.Span, _gradients.Span, _first.Span, _momentum);

    [Benchmark]
    public void Nesterov() => Updates.Sgd(_parameters.Span, _gradients.Span, _first.Span, _nesterov);

    [Benchmark]
    public void Adam() => Updates.Adam(_parameters.Span, _gradients.Span, _first.Span, _second.Span, _adam);

    [Benchmark]
    public void AdamW() => Updates.Adam(_parameters.Span, _gradients.Span, _first.Span, _second.Span, _adamW);

    [Benchmark]
    public void RmsProp() => Updates.RmsProp(_parameters.Span, _gradients.Span, _first.Span, [], _rmsProp);

    [Benchmark]
    public void AdaGrad() => Updates.AdaGrad(_parameters.Span, _gradients.Span, _first.Span, _adaGrad);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
