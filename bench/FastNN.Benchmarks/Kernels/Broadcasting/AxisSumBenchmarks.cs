using BenchmarkDotNet.Attributes;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Benchmarks.Kernels;

/// <summary>Sums over each axis of a block of 16×32×64, over two neighbouring axes and over two that are apart.</summary>
[Config(typeof(InstructionSetConfig))]
public unsafe class AxisSumBenchmarks
{
    private const int Outer = 16;
    private const int Middle = 32;
    private const int Inner = 64;

    private readonly BufferSet<float> _buffers = new();
    private readonly Arena<float> _scratch = new();
    private AlignedBuffer<float> _x = null!;
    private AlignedBuffer<float> _sums = null!;
    private uint _bits;

    /// <summary>The axes to sum over, the first on the left.</summary>
    [Params("100", "010", "001", "110", "101")]
    public string Axes { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        for (int axis = 0; axis < Axes.Length; axis++) _bits |= (uint)(Axes[axis] - '0') << axis;
        _x = _buffers.Uniform(Outer * Middle * Inner, -1, 1);
        _sums = _buffers.Zeros(Outer * Middle * Inner);
    }

    [Benchmark]
    public void Sum() => AxisSum.Run(_x.Pointer, [Outer, Middle, Inner], _bits, _sums.Pointer, accumulate: false, _scratch);

    [GlobalCleanup]
    public void Cleanup()
    {
        _buffers.Dispose();
        _scratch.Dispose();
    }
}
