using System.Buffers;
using FastNN.Memory;
using Xunit;

namespace FastNN.Tests.Memory;

public unsafe class AlignedBufferTests
{
    [Fact]
    public void Constructor_AnyLength_GivesAlignedZeros()
    {
        foreach (int length in (int[])[0, 1, 15, 16, 17, 1000, 100_003])
        {
            using var buffer = new AlignedBuffer<float>(length);
            Assert.Equal(length, buffer.Span.Length);
            Assert.Equal(0u, (nuint)buffer.Pointer % AlignedBuffer<float>.AlignmentBytes);
            Assert.True(buffer.Span.IndexOfAnyExcept(0f) < 0);
        }
    }

    [Fact]
    public void Memory_GivesTheSameElements()
    {
        using var buffer = new AlignedBuffer<double>(8);
        buffer.Span[5] = 7;
        Assert.Equal(7, buffer.Memory.Span[5]);
    }

    [Fact]
    public void Dispose_Twice_IsHarmlessAndEndsAccess()
    {
        var buffer = new AlignedBuffer<float>(4);
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => buffer.Pin());
    }

    [Fact]
    public void Dispose_WhilePinned_KeepsTheMemoryUntilUnpinned()
    {
        var buffer = new AlignedBuffer<float>(4);
        buffer.Span[2] = 5;
        MemoryHandle pin = buffer.Pin(2);
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Span.Length);
        Assert.Equal(5f, *(float*)pin.Pointer);
        pin.Dispose();
    }

    [Fact]
    public void Constructor_NegativeLength_IsRejected() => Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer<float>(-1));

    [Fact]
    public void Pin_OutsideTheBuffer_IsRejected()
    {
        using var buffer = new AlignedBuffer<float>(4);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Pin(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Pin(-1));
    }
}
