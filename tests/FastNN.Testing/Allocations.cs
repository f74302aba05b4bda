using Xunit;

namespace FastNN.Testing;

/// <summary>Measures the managed memory that code allocates on the calling thread.</summary>
public static class Allocations
{
    /// <summary>Asserts that an action allocates nothing once it has been run a few times.</summary>
    public static void AssertNone(Action action, int warmUp = 50, int rounds = 200)
    {
        for (int i = 0; i < warmUp; i++) action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < rounds; i++) action();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated == 0, $"{rounds} rounds allocated {allocated} bytes");
    }
}
