using FastNN.Kernels;
using FastNN.Memory;
using FastNN.Testing;
using FastNN.Threading;
using Xunit;

namespace FastNN.Tests.Kernels.Updates;

public sealed unsafe class ParallelUpdateTests
{
    private const int Part = ParallelUpdate<float, AdamCoefficients<float>>.LeastPartLength;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Run_AnyNumberOfThreads_GivesTheSameBits(int threads)
    {
        using var pool = new WorkerPool(threads);
        foreach (int length in (int[])[1, Part + 1, (2 * Part) - 1, 2 * Part, (2 * Part) + 1, (3 * Part) + 17, (7 * Part) + 1001])
        {
            using var alone = new Block(length);
            using var shared = new Block(length);
            for (int step = 1; step <= 2; step++)
            {
                alone.Adam(step, null);
                shared.Adam(step, pool);
                alone.Sgd(null);
                shared.Sgd(pool);
            }

            alone.AssertSameAs(shared);
        }
    }

    [Fact]
    public void Run_Shared_ReachesEveryPartOnce()
    {
        using var pool = new WorkerPool(3);
        using var block = new Block((3 * Part) + 1);
        block.Parameters.Span.Clear();
        block.Gradients.Span.Fill(1);
        var operands = block.Operands;
        operands.First = operands.Second = null;
        ParallelUpdate<float, SgdCoefficients<float>>.Run(new SgdCoefficients<float>(1), in operands, pool);
        Assert.Equal(-1, block.Parameters.Span[..operands.Count].IndexOfAnyExcept(-1f));
        Assert.Equal(-1, block.Parameters.Span[operands.Count..].IndexOfAnyExcept(0f));
    }

    [Fact]
    public void Run_Shared_AllocatesNothing()
    {
        using var pool = new WorkerPool(2);
        using var block = new Block(2 * Part);
        Allocations.AssertNone(() => block.Adam(1, pool));
    }

    private sealed class Block : IDisposable
    {
        // Room for the last part to run over by as much as the rounding of parts to lines makes possible: it must not.
        private const int Beyond = 128;

        private readonly int _length;
        private readonly AlignedBuffer<float> _first;
        private readonly AlignedBuffer<float> _second;

        public Block(int length)
        {
            _length = length;
            length += Beyond;
            Parameters = new AlignedBuffer<float>(length);
            Gradients = new AlignedBuffer<float>(length);
            _first = new AlignedBuffer<float>(length);
            _second = new AlignedBuffer<float>(length);
            LengthLadder.ToSingle(LengthLadder.Uniform(length, 2)).CopyTo(Parameters.Span);
            LengthLadder.ToSingle(LengthLadder.Uniform(length, 1, seed: 2)).CopyTo(Gradients.Span);
        }

        public AlignedBuffer<float> Parameters { get; }

        public AlignedBuffer<float> Gradients { get; }

        public UpdateOperands<float> Operands => new()
        {
            Parameters = Parameters.Pointer,
            Gradients = Gradients.Pointer,
            First = _first.Pointer,
            Second = _second.Pointer,
            Count = _length,
        };

        public void Adam(int step, WorkerPool? pool) =>
            ParallelUpdate<float, AdamCoefficients<float>>.Run(new AdamCoefficients<float>(step, weightDecay: 0.1), Operands, pool);

        public void Sgd(WorkerPool? pool) => ParallelUpdate<float, SgdCoefficients<float>>.Run(
            new SgdCoefficients<float>(0.1f) { Momentum = 0.9f, WeightDecay = 0.1f, GradientScale = 0.7f }, Operands, pool);

        public void AssertSameAs(Block other)
        {
            Assert.True(Parameters.Span.SequenceEqual(other.Parameters.Span), $"parameters of {_length} differ");
            Assert.True(_first.Span.SequenceEqual(other._first.Span), $"first state of {_length} differs");
            Assert.True(_second.Span.SequenceEqual(other._second.Span), $"second state of {_length} differs");
        }

        public void Dispose()
        {
            Parameters.Dispose();
            Gradients.Dispose();
            _first.Dispose();
            _second.Dispose();
        }
    }
}
