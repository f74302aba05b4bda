namespace FastNN.Testing;

/// <summary>Checks that code allocates no managed memory.</summary>
public static class Allocation
{
    /// <summary>Runs an action a few times to warm it up, then once more, and fails if that allocated.</summary>
    public static void AssertNone(Action action)
    {
        for (int i = 0; i < 3; i++) action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated != 0) throw new Xunit.Sdk.XunitException($"{allocated} bytes were allocated; none may be.");
    }
}
