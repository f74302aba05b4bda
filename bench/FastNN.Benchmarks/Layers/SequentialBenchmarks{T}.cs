using System.Numerics;
using BenchmarkDotNet.Attributes;
using FastNN.Layers;
using FastNN.Memory;

namespace FastNN.Benchmarks.Layers;

/// <summary>Predictions of a network for a table and of one for images.</summary>
/// <typeparam name="T">The element type.</typeparam>
[Config(typeof(InstructionSetConfig))]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class SequentialBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BufferSet<T> _buffers = new();
    private readonly InferenceContext<T> _context = new();
    private Sequential<T> _model = null!;
    private AlignedBuffer<T> _input = null!;
    private AlignedBuffer<T> _output = null!;

    /// <summary>The features and the units of each layer, with rectifiers between them.</summary>
    [Params("4-8-3", "784-128-64-10")]
    public string Network { get; set; } = "";

    [Params(1, 32)]
    public int BatchSize { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = SizeText.Parse(Network, '-');
        var layers = new List<Layer<T>> { new Linear<T>(sizes[0], sizes[1]) };
        for (int i = 2; i < sizes.Length; i++)
        {
            layers.Add(new ReLU<T>());
            layers.Add(new Linear<T>(sizes[i - 1], sizes[i]));
        }

        _model = new Sequential<T>([.. layers]);
        _input = _buffers.Uniform(BatchSize * sizes[0], 0, 1);
        _output = _buffers.Zeros(BatchSize * sizes[^1]);
    }

    [Benchmark]
    public void Predict() => _model.Predict(_input.Span, _output.Span, _context);

    [GlobalCleanup]
    public void Cleanup()
    {
        _buffers.Dispose();
        _model.Dispose();
        _context.Dispose();
    }
}
