using BenchmarkDotNet.Attributes;
using FastNN.Memory;
using FastNN.Serialization;

namespace FastNN.Benchmarks.Serialization;

/// <summary>A million numbers written to and read from memory as safetensors, as they are and by way of half the width.</summary>
[MemoryDiagnoser]
public class SafeTensorsBenchmarks
{
    private const int Count = 1_000_000;
    private const string Name = "weight";

    private readonly BufferSet<float> _buffers = new();
    private readonly MemoryStream _stream = new(5 * Count);
    private readonly SafeTensorsWriter _writer = new();
    private AlignedBuffer<float> _destination = null!;

    [Params(SafeTensorsType.F32, SafeTensorsType.BF16)]
    public SafeTensorsType Type { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _writer.Add<float>(Name, Type, [Count], _buffers.Uniform(Count, -1, 1).Memory);
        _destination = _buffers.Zeros(Count);
        Write();
    }

    [Benchmark]
    public void Write()
    {
        _stream.Position = 0;
        _writer.Write(_stream);
    }

    [Benchmark]
    public void Read()
    {
        _stream.Position = 0;
        using SafeTensorsFile file = SafeTensorsFile.Open(_stream, "memory", leaveOpen: true);
        file.Read(Name, _destination.Span);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _buffers.Dispose();
        _stream.Dispose();
    }
}
