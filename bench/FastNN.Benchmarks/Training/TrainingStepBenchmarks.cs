using BenchmarkDotNet.Attributes;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Training;

namespace FastNN.Benchmarks.Training;

/// <summary>One training step and one prediction of the documents' MNIST network.</summary>
[Config(typeof(InstructionSetConfig))]
public class TrainingStepBenchmarks
{
    private Sequential<float> _model = null!;
    private Trainer<float> _trainer = null!;
    private float[] _features = [];
    private float[] _targets = [];
    private float[] _outputs = [];

    [Params(1, 32, 128)]
    public int BatchSize { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _model = new Sequential<float>(
            new Linear<float>(784, 64), new Sigmoid<float>(), new Linear<float>(64, 16), new Tanh<float>(), new Linear<float>(16, 10));
        _trainer = new Trainer<float>(_model, new SoftmaxCrossEntropy<float>(), new Sgd<float>(0.01f));
        _features = new float[BatchSize * 784];
        _targets = new float[BatchSize];
        _outputs = new float[BatchSize * 10];
        var random = new RandomStream(1);
        random.FillUniform<float>(_features, 0, 1);
        foreach (ref float target in _targets.AsSpan()) target = random.NextInt32(10);
    }

    [Benchmark]
    public float Step() => _trainer.Step(_features, _targets);

    [Benchmark]
    public void Predict() => _model.Predict(_features, _outputs);

    [GlobalCleanup]
    public void Cleanup()
    {
        _trainer.Dispose();
        _model.Dispose();
    }
}
