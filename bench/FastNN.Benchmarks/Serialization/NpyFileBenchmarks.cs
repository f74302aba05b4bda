using BenchmarkDotNet.Attributes;
using FastNN.Random;
using FastNN.Serialization;

namespace FastNN.Benchmarks.Serialization;

/// <summary>A matrix of a million numbers written to and read from memory in NumPy's format.</summary>
[MemoryDiagnoser]
public class NpyFileBenchmarks
{
    private const int Rows = 1000;
    private const int Columns = 1000;

    private readonly MemoryStream _stream = new(5 * Rows * Columns);
    private NpyArray _array = null!;

    [GlobalSetup]
    public void Setup()
    {
        float[] values = new float[Rows * Columns];
        new RandomStream(1).FillUniform<float>(values, -1, 1);
        _array = NpyArray.Create<float>([Rows, Columns], values);
        Write();
    }

    [Benchmark]
    public void Write()
    {
        _stream.Position = 0;
        NpyFile.Write(_stream, _array);
    }

    [Benchmark]
    public NpyArray Read()
    {
        _stream.Position = 0;
        return NpyFile.Read(_stream, "memory");
    }

    [GlobalCleanup]
    public void Cleanup() => _stream.Dispose();
}
