using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Products with bias and activation on their finished rows, beside a product alone and an activation in its own sweep.</summary>
[Config(typeof(InstructionSetConfig))]
public unsafe class GemmEpilogueBenchmarks
{
    private readonly BufferSet<float> _buffers = new();
    private AlignedBuffer<float> _c = null!;
    private AlignedBuffer<float> _workspace = null!;
    private GemmOperands<float> _product;
    private GemmOperands<float> _linear;

    [Params("1x64x784", "32x64x784", "128x64x784", "128x1024x1024")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        (int m, int n, int k) = SizeText.Three(Shape);
        _c = _buffers.Zeros(m * n);
        _workspace = _buffers.Zeros(Gemm.WorkspaceCount<float>(m, n, k));
        float* a = _buffers.Uniform(m * k, -1, 1).Pointer, b = _buffers.Uniform(k * n, -1, 1).Pointer;
        GemmOperands<float>.Product(m, n, k, a, false, b, false, _c.Pointer, out _product);
        _linear = _product;
        _linear.Bias = _buffers.Uniform(n, -1, 1).Pointer;
    }

    [Benchmark(Baseline = true)]
    public void Product() => Gemm.Multiply(in _product, default(NoEpilogue<float>), _workspace.Pointer);

    [Benchmark]
    public void BiasAndRelu() => Gemm.Multiply(in _linear, default(ActivationEpilogue<float, Relu<float>>), _workspace.Pointer);

    [Benchmark]
    public void BiasAndGelu() => Gemm.Multiply(in _linear, default(ActivationEpilogue<float, Gelu<float>>), _workspace.Pointer);

    [Benchmark]
    public void BiasThenGelu()
    {
        Gemm.Multiply(in _linear, default(NoEpilogue<float>), _workspace.Pointer);
        Activations.Gelu<float>(_c.Span, _c.Span);
    }

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
