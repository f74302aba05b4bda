using FastNN.Autograd;
using FastNN.Memory;
using Xunit;

namespace FastNN.Tests.Autograd;

public sealed class BorrowedBuffersTests
{
    [Fact]
    public void Disposed_BuffersAreLetGo_AndOthersAtTheEnd()
    {
        using AlignedBuffer<float> gone = new(10), kept = new(10);
        var buffers = new BorrowedBuffers<float>();
        buffers.Keep(gone);
        buffers.Keep(kept);
        buffers.Keep(gone);
        buffers.LetDisposedGo();
        Assert.True(gone.IsPinned && kept.IsPinned);
        gone.Dispose();
        Assert.True(gone.IsPinned);
        buffers.LetDisposedGo();
        Assert.False(gone.IsPinned);
        Assert.True(kept.IsPinned);
        Assert.Throws<ObjectDisposedException>(() => buffers.Keep(gone));
        buffers.LetGo();
        Assert.False(kept.IsPinned);
    }
}
