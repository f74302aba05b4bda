using System.Numerics;
using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Gradients of activations over blocks of elements, from the input or the output as each declares.</summary>
/// <typeparam name="T">The element type.</typeparam>
[Config(typeof(InstructionSetConfig))]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public unsafe class ActivationGradientBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BufferSet<T> _buffers = new();
    private AlignedBuffer<T> _gradient = null!;
    private AlignedBuffer<T> _inputs = null!;
    private AlignedBuffer<T> _outputs = null!;
    private AlignedBuffer<T> _destination = null!;

    [Params(16, 4096)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _gradient = _buffers.Uniform(Count, -1, 1);
        _inputs = _buffers.Uniform(Count, -8, 8);

        // Every activation whose derivative uses its output can give these.
        _outputs = _buffers.Uniform(Count, 0.01, 0.99);
        _destination = _buffers.Zeros(Count);
    }

    [Benchmark]
    public void Relu() => Gradient(default(Relu<T>));

    [Benchmark]
    public void LeakyRelu() => Gradient(new LeakyRelu<T>(T.CreateTruncating(0.01)));

    [Benchmark]
    public void Elu() => Gradient(new Elu<T>(T.One));

    [Benchmark]
    public void Selu() => Gradient(default(Selu<T>));

    [Benchmark]
    public void Sigmoid() => Gradient(default(Sigmoid<T>));

    [Benchmark]
    public void Tanh() => Gradient(default(Tanh<T>));

    [Benchmark]
    public void Softplus() => Gradient(default(Softplus<T>));

    [Benchmark]
    public void Silu() => Gradient(default(Silu<T>));

    [Benchmark]
    public void Gelu() => Gradient(default(Gelu<T>));

    [Benchmark]
    public void GeluTanh() => Gradient(default(GeluTanh<T>));

    [Benchmark]
    public void Mish() => Gradient(default(Mish<T>));

    [Benchmark]
    public void Softsign() => Gradient(default(Softsign<T>));

    [Benchmark]
    public void HardSigmoid() => Gradient(default(HardSigmoid<T>));

    [Benchmark]
    public void HardSwish() => Gradient(default(HardSwish<T>));

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();

    private void Gradient<TActivation>(TActivation activation)
        where TActivation : struct, IActivation<T>
    {
        AlignedBuffer<T> saved = TActivation.DerivativeUsesOutput ? _outputs : _inputs;
        Map.RunBackward(activation, _gradient.Pointer, saved.Pointer, _destination.Pointer, Count, accumulate: false);
    }
}
