using FastNN.Autograd;
using FastNN.Memory;
using Xunit;

namespace FastNN.Tests.Autograd;

public sealed class BorrowedBuffersTests
{
    [Fact]
    public void Keep_ManyModels_LetsGoOfThoseDisposed_AndOfAllAtTheEnd()
    {
        AlignedBuffer<float>[] values = [.. Enumerable.Range(0, 5).Select(_ => new AlignedBuffer<float>(10))];
        AlignedBuffer<float>[] gradients = [.. Enumerable.Range(0, 5).Select(_ => new AlignedBuffer<float>(10))];
        var buffers = new BorrowedBuffers<float>();
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 5; i++) buffers.Keep(values[i], gradients[i]);
        }

        buffers.LetDisposedGo();
        Assert.All([.. values, .. gradients], buffer => Assert.True(buffer.IsPinned));
        foreach (int gone in (int[])[1, 4])
        {
            values[gone].Dispose();
            gradients[gone].Dispose();
            Assert.True(values[gone].IsPinned && gradients[gone].IsPinned);
        }

        buffers.LetDisposedGo();
        for (int i = 0; i < 5; i++) Assert.Equal((i is not (1 or 4), i is not (1 or 4)), (values[i].IsPinned, gradients[i].IsPinned));
        Assert.Throws<ObjectDisposedException>(() => buffers.Keep(values[4], gradients[4]));
        buffers.LetGo();
        Assert.All([.. values, .. gradients], buffer => Assert.False(buffer.IsPinned));
        foreach (AlignedBuffer<float> buffer in values.Concat(gradients)) buffer.Dispose();
    }

    [Fact]
    public void Tape_LetsGoWhenItIsResetOrDisposed_AndTakesNothingThereafter()
    {
        using AlignedBuffer<double> values = new(2), gradients = new(2), others = new(2), otherGradients = new(2);
        using var tape = new Tape<double>();
        Assert.Equal(0, tape.Borrow(values, gradients, 0, [2], isKnown: false).Index);
        Assert.Equal(0, tape.Borrow(values, gradients, 0, [2], isKnown: true).Index);
        tape.Borrow(others, otherGradients, 0, [2], isKnown: false);
        values.Dispose();
        gradients.Dispose();
        Assert.True(values.IsPinned && gradients.IsPinned && others.IsPinned);
        tape.Reset();
        Assert.False(values.IsPinned || gradients.IsPinned);
        Assert.True(others.IsPinned && otherGradients.IsPinned);
        tape.Dispose();
        Assert.False(others.IsPinned || otherGradients.IsPinned);
        Assert.Throws<ObjectDisposedException>(() => tape.Borrow(others, otherGradients, 0, [2], isKnown: false));
        Assert.False(others.IsPinned);
    }
}
