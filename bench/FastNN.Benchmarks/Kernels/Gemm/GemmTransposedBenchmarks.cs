using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Products of transposed matrices in the sizes of the backward pass: weight gradients are tn, input gradients nt.</summary>
[Config(typeof(InstructionSetConfig))]
public class GemmTransposedBenchmarks
{
    private readonly BufferSet<float> _buffers = new();
    private AlignedBuffer<float> _a = null!;
    private AlignedBuffer<float> _b = null!;
    private AlignedBuffer<float> _c = null!;
    private AlignedBuffer<float> _workspace = null!;
    private int _m;
    private int _n;
    private int _k;

    [Params("64x64x64", "256x256x256", "784x64x128", "128x784x64", "64x16x32", "32x64x16")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        (_m, _n, _k) = SizeText.Three(Shape);
        _a = _buffers.Uniform(_m * _k, -1, 1);
        _b = _buffers.Uniform(_k * _n, -1, 1);
        _c = _buffers.Zeros(_m * _n);
        _workspace = _buffers.Zeros(Gemm.WorkspaceCount<float>(_m, _n, _k));
    }

    [Benchmark]
    public void MultiplyTn() =>
        Gemm.Multiply(_m, _n, _k, 1f, _a.Span, _m, true, _b.Span, _n, false, 0f, _c.Span, _n, _workspace.Span);

    [Benchmark]
    public void MultiplyNt() =>
        Gemm.Multiply(_m, _n, _k, 1f, _a.Span, _k, false, _b.Span, _k, true, 0f, _c.Span, _n, _workspace.Span);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
