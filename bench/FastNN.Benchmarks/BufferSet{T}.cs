using System.Numerics;
using FastNN.Memory;
using FastNN.Random;

namespace FastNN.Benchmarks;

/// <summary>The operands of a suite: aligned buffers of repeatable content, given back together.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class BufferSet<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<AlignedBuffer<T>> _buffers = [];
    private readonly RandomStream _random = new(1);

    /// <summary>Makes a buffer of zeros.</summary>
    public AlignedBuffer<T> Zeros(int count)
    {
        var buffer = new AlignedBuffer<T>(count);
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>Makes a buffer of numbers from the uniform distribution on [low, high).</summary>
    public AlignedBuffer<T> Uniform(int count, double low, double high)
    {
        AlignedBuffer<T> buffer = Zeros(count);
        _random.FillUniform(buffer.Span, low, high);
        return buffer;
    }

    /// <summary>Makes a buffer of class indices, whole numbers from 0 to one less than the number of classes.</summary>
    public AlignedBuffer<T> Classes(int count, int classCount)
    {
        AlignedBuffer<T> buffer = Zeros(count);
        foreach (ref T value in buffer.Span) value = T.CreateChecked(_random.NextInt32(classCount));
        return buffer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (AlignedBuffer<T> buffer in _buffers) buffer.Dispose();
        _buffers.Clear();
    }
}
