using System.Runtime.CompilerServices;
using FastNN.Memory;
using FastNN.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FastNN.Tests.Memory;

public class ArenaTests
{
    [Fact]
    public void Take_AnyCounts_GivesAlignedBlocksThatDoNotOverlap()
    {
        Prop.ForAll(Gen.ListOf(Gen.Choose(0, 3000)).ToArbitrary(), counts =>
        {
            using var arena = new Arena<float>(blockCount: 1000);
            var taken = new List<(nint Start, nint End)>();
            foreach (int count in counts)
            {
                Span<float> span = arena.Take(count);
                Assert.Equal(count, span.Length);
                nint start = AddressOf(span);
                Assert.Equal(0, start % 64);
                if (count > 0) Assert.DoesNotContain(taken, other => start < other.End && other.Start < start + (4 * count));
                if (count > 0) taken.Add((start, start + (4 * count)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    [Fact]
    public void Take_AfterRewind_ReusesMemoryAndAllocatesNothing()
    {
        using var arena = new Arena<double>(blockCount: 64);
        Allocations.AssertNone(() =>
        {
            arena.Rewind();
            for (int i = 0; i < 20; i++) arena.Take(50);
        });
        long capacity = arena.Capacity;
        arena.Rewind();
        for (int i = 0; i < 20; i++) arena.Take(50);
        Assert.Equal(capacity, arena.Capacity);
    }

    [Fact]
    public void Take_Growing_LeavesEarlierBlocksWhereTheyAre()
    {
        using var arena = new Arena<float>(blockCount: 16);
        Span<float> first = arena.Take(16);
        first.Fill(3);
        for (int i = 0; i < 100; i++) arena.Take(1000).Fill(9);
        Assert.True(first.IndexOfAnyExcept(3f) < 0);
    }

    [Fact]
    public void Rewind_ToAMark_TakesBackOnlyWhatCameAfter()
    {
        using var arena = new Arena<float>(blockCount: 256);
        Span<float> kept = arena.Take(10);
        kept.Fill(1);
        ArenaMark mark = arena.Mark;
        nint address = AddressOf(arena.Take(5));
        arena.Take(10_000);
        arena.Rewind(mark);
        Assert.Equal(address, AddressOf(arena.Take(5)));
        Assert.True(kept.IndexOfAnyExcept(1f) < 0);
    }

    [Fact]
    public void Rewind_ToAMarkAheadOfTheArena_IsRejected()
    {
        using var arena = new Arena<float>(blockCount: 256);
        using var other = new Arena<float>(blockCount: 256);
        arena.Take(10);
        other.Take(100);
        Assert.Throws<ArgumentException>(() => arena.Rewind(other.Mark));
        other.Take(1000);
        Assert.Throws<ArgumentException>(() => arena.Rewind(other.Mark));
        ArenaMark mark = arena.Mark;
        arena.Take(1);
        arena.Rewind(mark);
        Assert.Equal(mark, arena.Mark);
        arena.Rewind();
        Assert.Throws<ArgumentException>(() => arena.Rewind(mark));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MaxValue - 14)]
    public void Take_ImpossibleCounts_AreNamed(int count)
    {
        using var arena = new Arena<float>();
        Assert.Contains($"{count} elements", Assert.Throws<ArgumentOutOfRangeException>(() => { arena.Take(count); }).Message, StringComparison.Ordinal);
        Assert.Equal(0, arena.Capacity);
    }

    [Fact]
    public void Take_AfterDispose_IsRejected()
    {
        var arena = new Arena<float>();
        arena.Take(4);
        arena.Dispose();
        Assert.Throws<ObjectDisposedException>(() => arena.Take(4).Length);
    }

#if DEBUG
    [Fact]
    public void Rewind_InDebugBuilds_FillsWithNaN()
    {
        using var arena = new Arena<float>();
        Span<float> span = arena.Take(10);
        span.Fill(1);
        arena.Rewind();
        Assert.True(float.IsNaN(span[0]) && float.IsNaN(span[9]));
    }
#endif

    private static unsafe nint AddressOf<T>(Span<T> span) => (nint)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(span));
}
