using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;
using FastNN.Random;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Elementary functions over blocks of floats.</summary>
[Config(typeof(InstructionSetConfig))]
public class ElementwiseBenchmarks
{
    private AlignedBuffer<float> _x = null!;
    private AlignedBuffer<float> _y = null!;

    [Params(16, 4096)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _x = new AlignedBuffer<float>(Count);
        _y = new AlignedBuffer<float>(Count);
        new RandomStream(1).FillUniform(_x.Span, -8, 8);
    }

    [Benchmark]
    public void Exp() => Elementwise.Exp<float>(_x.Span, _y.Span);

    [Benchmark]
    public void Sigmoid() => Activations.Sigmoid<float>(_x.Span, _y.Span);

    [Benchmark]
    public void Tanh() => Elementwise.Tanh<float>(_x.Span, _y.Span);

    [GlobalCleanup]
    public void Cleanup()
    {
        _x.Dispose();
        _y.Dispose();
    }
}
