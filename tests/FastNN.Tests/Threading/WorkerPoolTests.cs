using FastNN.Threading;
using Xunit;

namespace FastNN.Tests.Threading;

public class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Run_EveryPart_ExactlyOnce(int threads)
    {
        using var pool = new WorkerPool(threads);
        foreach (int parts in (int[])[0, 1, 2, 3, 100, 70_000])
        {
            var counts = new int[parts];
            for (int round = 0; round < 3; round++)
            {
                var work = new Count { Counts = counts };
                pool.Run(ref work, parts);
            }

            Assert.All(counts, count => Assert.Equal(3, count));
        }
    }

    [Fact]
    public void Run_ManyTimes_AllocatesNothing()
    {
        using var pool = new WorkerPool(3);
        var counts = new int[8];
        var work = new Count { Counts = counts };
        for (int i = 0; i < 100; i++) pool.Run(ref work, 8);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++) pool.Run(ref work, 8);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.All(counts, count => Assert.Equal(10_100, count));
    }

    [Fact]
    public void Run_AfterWorkersSleep_StillShares()
    {
        using var pool = new WorkerPool(2);
        for (int i = 0; i < 5; i++)
        {
            Thread.Sleep(30);
            var work = new Meet { Arrived = new CountdownEvent(2) };
            pool.Run(ref work, 2);
            Assert.Equal(0, work.Arrived.CurrentCount);
        }
    }

    [Fact]
    public void Run_FromWithinAPart_RunsOnTheCaller()
    {
        using var pool = new WorkerPool(2);
        var counts = new int[16];
        var work = new Nested { Pool = pool, Counts = counts };
        pool.Run(ref work, 4);
        Assert.All(counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Run_SeveralCallers_EachGetsItsWorkDone()
    {
        using var pool = new WorkerPool(3);
        Parallel.For(0, 8, _ =>
        {
            for (int i = 0; i < 200; i++)
            {
                var counts = new int[5];
                var work = new Count { Counts = counts };
                pool.Run(ref work, 5);
                Assert.All(counts, count => Assert.Equal(1, count));
            }
        });
    }

    [Fact]
    public void Run_PartThatFails_FailsTheCallerAfterAllParts()
    {
        using var pool = new WorkerPool(2);
        var counts = new int[50];
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() =>
        {
            var work = new Failing { Counts = counts };
            pool.Run(ref work, 50);
        });
        Assert.Equal("part 7", failure.Message);
        Assert.All(counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Constructor_NoThreads_IsRejected() => Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(0));

    private struct Count : IParallelWork
    {
        public int[] Counts;

        public readonly void Execute(int part) => Interlocked.Increment(ref Counts[part]);
    }

    private struct Meet : IParallelWork
    {
        public CountdownEvent Arrived;

        public readonly void Execute(int part)
        {
            Arrived.Signal();
            Assert.True(Arrived.Wait(TimeSpan.FromSeconds(20)), "the other part ran on no thread of its own");
        }
    }

    private struct Nested : IParallelWork
    {
        public WorkerPool Pool;
        public int[] Counts;

        public readonly void Execute(int part)
        {
            var inner = new Count { Counts = Counts[..4] };
            var mine = new int[4];
            inner.Counts = mine;
            Pool.Run(ref inner, 4);
            for (int i = 0; i < 4; i++) Counts[(part * 4) + i] = mine[i];
        }
    }

    private struct Failing : IParallelWork
    {
        public int[] Counts;

        public readonly void Execute(int part)
        {
            Interlocked.Increment(ref Counts[part]);
            if (part == 7) throw new InvalidOperationException("part 7");
        }
    }
}
