using BenchmarkDotNet.Attributes;
using FastNN.Layers;
using FastNN.Optimizers;

namespace FastNN.Benchmarks.Optimizers;

/// <summary>
/// A step of each optimizer over the parameters of a small network and of one that the second-level cache does not hold, with and without
/// clipping. Their sweeps alone are measured by the suites of updates.
/// </summary>
[Config(typeof(InstructionSetConfig))]
public class OptimizerBenchmarks
{
    private readonly Dictionary<string, Optimizer<float>> _optimizers = new()
    {
        ["sgd"] = new Sgd<float>(1e-6f),
        ["momentum"] = new Sgd<float>(1e-6f, momentum: 0.9f),
        ["adam"] = new Adam<float>(1e-6f),
        ["adamw"] = new AdamW<float>(1e-6f),
        ["rmsprop"] = new RmsProp<float>(1e-6f),
        ["adagrad"] = new AdaGrad<float>(1e-6f),
    };

    private Sequential<float> _model = null!;
    private Optimizer<float> _optimizer = null!;

    [Params("sgd", "momentum", "adam", "adamw", "rmsprop", "adagrad")]
    public string Rule { get; set; } = "";

    /// <summary>The features and the units of each layer.</summary>
    [Params("2-2-1", "784-512-128-10")]
    public string Network { get; set; } = "";

    [Params(false, true)]
    public bool Clips { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = SizeText.Parse(Network, '-');
        var layers = new Linear<float>[sizes.Length - 1];
        for (int i = 0; i < layers.Length; i++) layers[i] = new Linear<float>(sizes[i], sizes[i + 1]);
        _model = new Sequential<float>([.. layers]);
        _model.Parameters.Gradients.Fill(0.01f);
        _optimizer = _optimizers[Rule];
        _optimizer.MaxGradientNorm = Clips ? 1 : null;
    }

    [Benchmark]
    public void Step() => _optimizer.Step(_model.Parameters);

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (Optimizer<float> optimizer in _optimizers.Values) optimizer.Dispose();
        _model.Dispose();
    }
}
