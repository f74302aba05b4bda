using System.Numerics;
using BenchmarkDotNet.Attributes;
using FastNN.Autograd;
using FastNN.Losses;
using FastNN.Memory;

namespace FastNN.Benchmarks.Losses;

/// <summary>Losses of 128 rows of ten outputs, recorded on a tape, forward and backward.</summary>
/// <typeparam name="T">The element type.</typeparam>
[Config(typeof(InstructionSetConfig))]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class LossBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowCount = 128;
    private const int OutputCount = 10;

    private readonly BufferSet<T> _buffers = new();
    private readonly Tape<T> _tape = new();
    private readonly SoftmaxCrossEntropy<T> _softmaxCrossEntropy = new();
    private readonly SigmoidBinaryCrossEntropy<T> _binaryCrossEntropy = new();
    private readonly MeanSquaredError<T> _meanSquaredError = new();
    private readonly HuberLoss<T> _huber = new();
    private AlignedBuffer<T> _outputs = null!;
    private AlignedBuffer<T> _classes = null!;
    private AlignedBuffer<T> _targets = null!;

    [GlobalSetup]
    public void Setup()
    {
        _outputs = _buffers.Uniform(RowCount * OutputCount, -4, 4);
        _classes = _buffers.Classes(RowCount, OutputCount);
        _targets = _buffers.Classes(RowCount * OutputCount, 2);
    }

    [Benchmark]
    public T SoftmaxCrossEntropy() => ForwardAndBackward(_softmaxCrossEntropy, _classes, targetCount: 1);

    [Benchmark]
    public T SigmoidBinaryCrossEntropy() => ForwardAndBackward(_binaryCrossEntropy, _targets, OutputCount);

    [Benchmark]
    public T MeanSquaredError() => ForwardAndBackward(_meanSquaredError, _targets, OutputCount);

    [Benchmark]
    public T Huber() => ForwardAndBackward(_huber, _targets, OutputCount);

    [GlobalCleanup]
    public void Cleanup()
    {
        _buffers.Dispose();
        _tape.Dispose();
    }

    private T ForwardAndBackward(Loss<T> loss, AlignedBuffer<T> targets, int targetCount)
    {
        _tape.Reset();
        Variable<T> outputs = _tape.Leaf(_outputs.Span, [RowCount, OutputCount]);
        Variable<T> value = loss.Record(outputs, _tape.Constant(targets.Span, [RowCount, targetCount]));
        value.Backward();
        return outputs.Gradient[0] + value.Value;
    }
}
