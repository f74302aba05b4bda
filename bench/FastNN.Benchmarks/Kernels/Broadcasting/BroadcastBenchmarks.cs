using BenchmarkDotNet.Attributes;
using FastNN.Autograd;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>A matrix with a row of biases added, and with a factor for each row.</summary>
[Config(typeof(InstructionSetConfig))]
public unsafe class BroadcastBenchmarks
{
    private readonly BufferSet<float> _buffers = new();
    private AlignedBuffer<float> _x = null!;
    private AlignedBuffer<float> _row = null!;
    private AlignedBuffer<float> _column = null!;
    private AlignedBuffer<float> _y = null!;
    private int _rows;
    private int _columns;

    [Params("128x10", "128x64", "128x1024")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        (_rows, _columns) = SizeText.Two(Shape);
        _x = _buffers.Uniform(_rows * _columns, -1, 1);
        _row = _buffers.Uniform(_columns, -1, 1);
        _column = _buffers.Uniform(_rows, -1, 1);
        _y = _buffers.Zeros(_rows * _columns);
    }

    [Benchmark]
    public void AddRow() => Broadcast.Run(
        default(ForwardMap<float, AddFunction<float>>),
        _y.Pointer,
        [_rows, _columns],
        null,
        [],
        _x.Pointer,
        [_rows, _columns],
        _row.Pointer,
        [1, _columns],
        accumulate: false);

    [Benchmark]
    public void MultiplyColumn() => Broadcast.Run(
        default(ForwardMap<float, MultiplyFunction<float>>),
        _y.Pointer,
        [_rows, _columns],
        null,
        [],
        _x.Pointer,
        [_rows, _columns],
        _column.Pointer,
        [_rows, 1],
        accumulate: false);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
