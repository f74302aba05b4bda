using System.Numerics;
using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Softmax cross-entropy of rows of logits, with the probabilities that its gradient needs, and that gradient.</summary>
/// <typeparam name="T">The element type.</typeparam>
[Config(typeof(InstructionSetConfig))]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class RowLossesBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BufferSet<T> _buffers = new();
    private AlignedBuffer<T> _logits = null!;
    private AlignedBuffer<T> _classes = null!;
    private AlignedBuffer<T> _losses = null!;
    private AlignedBuffer<T> _probabilities = null!;
    private AlignedBuffer<T> _gradient = null!;
    private T _scale;
    private int _rows;
    private int _columns;

    [Params("128x10", "128x1000")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        (_rows, _columns) = SizeText.Two(Shape);
        _scale = T.One / T.CreateChecked(_rows);
        _logits = _buffers.Uniform(_rows * _columns, -8, 8);
        _classes = _buffers.Classes(_rows, _columns);
        _losses = _buffers.Zeros(_rows);
        _probabilities = _buffers.Zeros(_rows * _columns);
        _gradient = _buffers.Zeros(_rows * _columns);
        Rows.Softmax(_logits.Span, _rows, _columns, _probabilities.Span);
    }

    [Benchmark]
    public void SoftmaxCrossEntropy() =>
        RowLosses.SoftmaxCrossEntropy(_logits.Span, _rows, _columns, _classes.Span, _losses.Span, _probabilities.Span);

    [Benchmark]
    public void SoftmaxCrossEntropyGradient() =>
        RowLosses.SoftmaxCrossEntropyGradient(_probabilities.Span, _rows, _columns, _classes.Span, _scale, _gradient.Span);

    [GlobalCleanup]
    public void Cleanup() => _buffers.Dispose();
}
