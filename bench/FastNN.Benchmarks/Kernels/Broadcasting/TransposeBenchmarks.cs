using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Transposed copies of matrices, beside a copy that leaves them as they are.</summary>
[Config(typeof(InstructionSetConfig))]
public unsafe class TransposeBenchmarks
{
    private readonly BufferSet<float> _buffers = new();
    private AlignedBuffer<float> _source = null!;
    private AlignedBuffer<float> _destination = null!;
    private int _rows;
    private int _columns;

    /// <summary>Rows and columns.</summary>
    [Params("32x10", "784x128", "1000x1000")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = SizeText.Parse(Size, 'x');
        (_rows, _columns) = (sizes[0], sizes[1]);
        _source = _buffers.Uniform(_rows * _columns, -1, 1);
        _destination = _buffers.Zeros(_rows * _columns);
    }

    [Benchmark(Baseline = true)]
    public void Copy() =>
        Strided.Copy([_rows, _columns], _source.Pointer, [_columns, 1], _destination.Pointer, [_columns, 1], accumulate: false);

    [Benchmark]
    public void Transpose() =>
        Strided.Copy([_columns, _rows], _source.Pointer, [1, _columns], _destination.Pointer, [_rows, 1], accumulate: false);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
