using System.Numerics;
using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Reductions and normalizations of the rows of a matrix, and the sums of its columns.</summary>
/// <typeparam name="T">The element type.</typeparam>
[Config(typeof(InstructionSetConfig))]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class RowsBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BufferSet<T> _buffers = new();
    private AlignedBuffer<T> _x = null!;
    private AlignedBuffer<T> _matrix = null!;
    private AlignedBuffer<T> _perRow = null!;
    private AlignedBuffer<T> _perColumn = null!;
    private int _rows;
    private int _columns;

    [Params("128x10", "128x1000")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        (_rows, _columns) = SizeText.Two(Shape);
        _x = _buffers.Uniform(_rows * _columns, -8, 8);
        _matrix = _buffers.Zeros(_rows * _columns);
        _perRow = _buffers.Zeros(_rows);
        _perColumn = _buffers.Zeros(_columns);
    }

    [Benchmark]
    public void Sum() => Rows.Sum(_x.Span, _rows, _columns, _perRow.Span);

    [Benchmark]
    public void SumColumns() => Rows.SumColumns(_x.Span, _rows, _columns, _perColumn.Span);

    [Benchmark]
    public void Softmax() => Rows.Softmax(_x.Span, _rows, _columns, _matrix.Span);

    [Benchmark]
    public void LogSoftmax() => Rows.LogSoftmax(_x.Span, _rows, _columns, _matrix.Span);

    [Benchmark]
    public void LogSumExp() => Rows.LogSumExp(_x.Span, _rows, _columns, _perRow.Span);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
