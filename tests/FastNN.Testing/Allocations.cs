using Xunit;

namespace FastNN.Testing;

/// <summary>Measures the managed memory that code allocates on the calling thread.</summary>
public static class Allocations
{
    private const int MostWarmUps = 150;

    /// <summary>Asserts that an action allocates nothing once it is warm.</summary>
    /// <remarks>
    /// The first code that the runtime makes of a method may box where the final code does not, and how long it stays depends on how busy
    /// the machine is. So rounds are repeated, a few seconds at most, until some allocate nothing; those after them must not either.
    /// </remarks>
    public static void AssertNone(Action action, int rounds = 200)
    {
        // Threads of a team that found nothing to do for a while are woken by code that runs for the first time then.
        action();
        Thread.Sleep(30);
        action();
        for (int warmUp = 0; warmUp < MostWarmUps && Measure(action, rounds) > 0; warmUp++) Thread.Sleep(20);
        long allocated = Measure(action, rounds);
        Assert.True(allocated == 0, $"{rounds} rounds allocated {allocated} bytes");
    }

    private static long Measure(Action action, int rounds)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < rounds; i++) action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
