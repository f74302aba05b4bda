using System.Numerics;
using FastNN.Memory;
using FastNN.Peers.Measuring;
using FastNN.Simd;
using FastNN.Threading;

namespace FastNN.Peers.Ceilings;

/// <summary>The rate at which this machine reads a block of a given size over and over: the ceiling of all that streams memory.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class ReadBandwidth<T> : IContender, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly WorkerPool? _pool;
    private readonly int _parts;
    private readonly int _sliceCount;
    private readonly AlignedBuffer<T> _block;
    private readonly AlignedBuffer<T> _sinks;
    private readonly Repeated _timing;

    /// <summary>Creates the ceiling.</summary>
    /// <param name="workingSetBytes">The size of the block; raised to a kernel's smallest step and rounded down to whole steps.</param>
    /// <param name="pool">The team that reads, or null for one thread.</param>
    public ReadBandwidth(long workingSetBytes, WorkerPool? pool)
    {
        _pool = pool;
        _parts = pool?.ThreadCount ?? 1;
        int step = 8 * Dispatch.LaneCount<T>();
        _sliceCount = (int)Math.Max(step, workingSetBytes / sizeof(T) / _parts / step * step);
        _block = new AlignedBuffer<T>(_sliceCount * _parts);
        _sinks = new AlignedBuffer<T>(_parts * (AlignedBuffer<T>.AlignmentBytes / sizeof(T)));
        _timing = new Repeated(Name, Run);
    }

    /// <inheritdoc/>
    public string Name => "read bandwidth";

    /// <summary>Gets the bytes that one execution reads.</summary>
    public long WorkingSetBytes => (long)_block.Length * sizeof(T);

    /// <inheritdoc/>
    public void WarmUp() => _timing.WarmUp();

    /// <inheritdoc/>
    public double Measure() => _timing.Measure();

    /// <inheritdoc/>
    public void Dispose()
    {
        _block.Dispose();
        _sinks.Dispose();
    }

    private void Run()
    {
        var work = new ReadWork<T> { Source = _block.Pointer, SliceCount = _sliceCount, Sinks = _sinks.Pointer };
        if (_pool == null) work.Execute(0);
        else _pool.Run(ref work, _parts);
    }
}
