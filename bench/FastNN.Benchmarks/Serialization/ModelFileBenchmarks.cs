using BenchmarkDotNet.Attributes;
using FastNN.Layers;
using FastNN.Serialization;

namespace FastNN.Benchmarks.Serialization;

/// <summary>A model of a million parameters saved to a file, flushed to disk, and loaded from it.</summary>
[MemoryDiagnoser]
public class ModelFileBenchmarks
{
    private Sequential<float> _model = null!;
    private string _directory = "";
    private string _path = "";

    [GlobalSetup]
    public void Setup()
    {
        _model = new Sequential<float>(new Linear<float>(784, 1024), new ReLU<float>(), new Linear<float>(1024, 200));
        _directory = Directory.CreateTempSubdirectory("fastnn-benchmark-").FullName;
        _path = Path.Combine(_directory, "model.safetensors");
        Save();
    }

    [Benchmark]
    public void Save() => _model.Save(_path);

    [Benchmark]
    public void Load() => ModelFile.Load<float>(_path).Dispose();

    [GlobalCleanup]
    public void Cleanup()
    {
        _model.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
