using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Products of a matrix with one row or one column: a single example, and a layer of a single unit.</summary>
[Config(typeof(InstructionSetConfig))]
public class GemmVectorBenchmarks
{
    private readonly BufferSet<float> _buffers = new();
    private AlignedBuffer<float> _vector = null!;
    private AlignedBuffer<float> _matrix = null!;
    private AlignedBuffer<float> _result = null!;
    private AlignedBuffer<float> _workspace = null!;
    private int _length;
    private int _sum;

    /// <summary>The length of the result and of the sums.</summary>
    [Params("10x64", "64x784", "1024x1024")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        (_length, _sum) = SizeText.Two(Shape);
        _vector = _buffers.Uniform(_sum, -1, 1);
        _matrix = _buffers.Uniform(_length * _sum, -1, 1);
        _result = _buffers.Zeros(_length);
        int workspaceCount = Math.Max(Gemm.WorkspaceCount<float>(1, _length, _sum), Gemm.WorkspaceCount<float>(_length, 1, _sum));
        _workspace = _buffers.Zeros(workspaceCount);
    }

    [Benchmark]
    public void RowTimesMatrix() => Gemm.Multiply(
        1, _length, _sum, 1f, _vector.Span, _sum, false, _matrix.Span, _length, false, 0f, _result.Span, _length, _workspace.Span);

    [Benchmark]
    public void RowTimesTransposedMatrix() => Gemm.Multiply(
        1, _length, _sum, 1f, _vector.Span, _sum, false, _matrix.Span, _sum, true, 0f, _result.Span, _length, _workspace.Span);

    [Benchmark]
    public void MatrixTimesColumn() => Gemm.Multiply(
        _length, 1, _sum, 1f, _matrix.Span, _sum, false, _vector.Span, 1, false, 0f, _result.Span, 1, _workspace.Span);

    [Benchmark]
    public void TransposedMatrixTimesColumn() => Gemm.Multiply(
        _length, 1, _sum, 1f, _matrix.Span, _length, true, _vector.Span, 1, false, 0f, _result.Span, 1, _workspace.Span);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
