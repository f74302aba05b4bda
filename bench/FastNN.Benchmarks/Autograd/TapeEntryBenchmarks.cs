using BenchmarkDotNet.Attributes;
using FastNN.Autograd;
using FastNN.Kernels;

namespace FastNN.Benchmarks.Autograd;

/// <summary>
/// What a tape entry costs beyond its kernel: chains of 100 operations on 1 and on 16 elements, forward and backward, beside the same
/// kernels without a tape. Figures are per operation. <c>torch_chain.py</c> does the same with PyTorch.
/// </summary>
[MemoryDiagnoser]
public unsafe class TapeEntryBenchmarks
{
    private const int Operations = 100;

    private readonly Tape<float> _tape = new();
    private float[] _values = [];

    [Params(1, 16)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _values = new float[Count];
        Array.Fill(_values, 1.0001f);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Operations)]
    public void KernelsAlone()
    {
        float* y = stackalloc float[16];
        fixed (float* x = _values)
        {
            for (int i = 0; i < Operations; i++) Map.Run(default(Product<float>), x, x, y, Count);
            for (int i = 0; i < Operations; i++)
            {
                Broadcast.Run(default(LeftAdjointMap<float, MultiplyFunction<float>>), y, Count, new(x), default, new(x), accumulate: false);
            }
        }
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public void Forward() => Multiply();

    [Benchmark(OperationsPerInvoke = Operations)]
    public void ForwardAndBackward() => Multiply().Backward(_values);

    [Benchmark(OperationsPerInvoke = Operations)]
    public void ForwardAndBackward_Relu()
    {
        _tape.Reset();
        Variable<float> y = _tape.Leaf(_values);
        for (int i = 0; i < Operations; i++) y = y.Relu();
        y.Backward(_values);
    }

    [GlobalCleanup]
    public void Cleanup() => _tape.Dispose();

    private Variable<float> Multiply()
    {
        _tape.Reset();
        Variable<float> y = _tape.Leaf(_values), factor = _tape.Constant(_values);
        for (int i = 0; i < Operations; i++) y *= factor;
        return y;
    }
}
