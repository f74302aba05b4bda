using System.Buffers;
using System.Numerics;
using FastNN.Data;
using FastNN.Memory;
using FastNN.Random;

namespace FastNN.Training;

/// <summary>
/// Goes through a data set batch by batch: in order, where rows are borrowed as they lie, or shuffled, where they are gathered into a
/// buffer that is reused.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class Batcher<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Dataset<T>? _data;
    private int[] _order = [];
    private AlignedBuffer<T> _features = new(0);
    private AlignedBuffer<T> _targets = new(0);
    private MemoryHandle _pinnedFeatures;
    private MemoryHandle _pinnedTargets;
    private int _batchSize;
    private bool _shuffle;
    private int _next;

    /// <summary>Gets the present batch's features.</summary>
    public T* Features { get; private set; }

    /// <summary>Gets the present batch's targets.</summary>
    public T* Targets { get; private set; }

    /// <summary>Gets the present batch's rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Gets the number of steps of an epoch.</summary>
    public int StepCount { get; private set; }

    /// <summary>Gets the number of target columns.</summary>
    public int TargetCount => _data!.TargetCount;

    /// <summary>Gets the present batch's features.</summary>
    public ReadOnlySpan<T> FeatureSpan => new(Features, Rows * _data!.FeatureCount);

    /// <summary>Gets the present batch's targets.</summary>
    public ReadOnlySpan<T> TargetSpan => new(Targets, Rows * _data!.TargetCount);

    /// <summary>Takes up a data set.</summary>
    public void Begin(Dataset<T> data, int batchSize, bool shuffle)
    {
        Unpin();
        _data = data;
        _batchSize = Math.Min(batchSize, data.Count);
        StepCount = (data.Count + _batchSize - 1) / _batchSize;
        _shuffle = shuffle && StepCount > 1;
        if (!_shuffle)
        {
            _pinnedFeatures = data.Features.Pin();
            _pinnedTargets = data.Targets.Pin();
            return;
        }

        if (_order.Length != data.Count) _order = new int[data.Count];
        Grow(ref _features, checked(_batchSize * data.FeatureCount));
        Grow(ref _targets, _batchSize * data.TargetCount);
    }

    /// <summary>Goes back to the first batch, in a new order where the data are shuffled.</summary>
    public void BeginEpoch(RandomStream random)
    {
        _next = 0;
        if (!_shuffle) return;

        // From the natural order each time: an epoch's order depends on the seed and its number alone.
        for (int i = 0; i < _order.Length; i++) _order[i] = i;
        random.Shuffle<int>(_order);
    }

    /// <summary>Goes to the next batch.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Next()
    {
        Dataset<T> data = _data!;
        if (_next >= data.Count) return false;
        Rows = Math.Min(_batchSize, data.Count - _next);
        if (_shuffle)
        {
            data.Gather(_order.AsSpan(_next, Rows), _features.Span[..(Rows * data.FeatureCount)], _targets.Span[..(Rows * data.TargetCount)]);
            Features = _features.Pointer;
            Targets = _targets.Pointer;
        }
        else
        {
            Features = (T*)_pinnedFeatures.Pointer + ((nint)_next * data.FeatureCount);
            Targets = (T*)_pinnedTargets.Pointer + ((nint)_next * data.TargetCount);
        }

        _next += Rows;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Unpin();
        _features.Dispose();
        _targets.Dispose();
    }

    private static void Grow(ref AlignedBuffer<T> buffer, int length)
    {
        if (buffer.Length >= length) return;
        buffer.Dispose();
        buffer = new AlignedBuffer<T>(length);
    }

    private void Unpin()
    {
        _pinnedFeatures.Dispose();
        _pinnedTargets.Dispose();
        _pinnedFeatures = default;
        _pinnedTargets = default;
    }
}
