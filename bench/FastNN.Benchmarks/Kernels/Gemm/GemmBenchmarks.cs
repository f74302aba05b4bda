using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;
using FastNN.Random;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Matrix products of the sizes that networks run.</summary>
[Config(typeof(InstructionSetConfig))]
public class GemmBenchmarks
{
    private AlignedBuffer<float> _a = null!;
    private AlignedBuffer<float> _b = null!;
    private AlignedBuffer<float> _c = null!;
    private AlignedBuffer<float> _workspace = null!;
    private int _m;
    private int _n;
    private int _k;

    [Params("64x64x64", "256x256x256", "1024x1024x1024", "1x64x784", "32x64x784", "128x64x784", "32x10x16", "784x64x128")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = [.. Shape.Split('x').Select(int.Parse)];
        (_m, _n, _k) = (sizes[0], sizes[1], sizes[2]);
        _a = new AlignedBuffer<float>(_m * _k);
        _b = new AlignedBuffer<float>(_k * _n);
        _c = new AlignedBuffer<float>(_m * _n);
        _workspace = new AlignedBuffer<float>(Gemm.WorkspaceCount<float>(_m, _n, _k));
        var random = new RandomStream(1);
        random.FillUniform(_a.Span, -1, 1);
        random.FillUniform(_b.Span, -1, 1);
    }

    [Benchmark]
    public void Multiply() =>
        Gemm.Multiply(_m, _n, _k, 1f, _a.Span, _k, false, _b.Span, _n, false, 0f, _c.Span, _n, _workspace.Span);

    [GlobalCleanup]
    public void Cleanup()
    {
        _a.Dispose();
        _b.Dispose();
        _c.Dispose();
        _workspace.Dispose();
    }
}
