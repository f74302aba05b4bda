namespace FastNN.Memory;

/// <summary>Counts the native memory that is outstanding, so that a leak shows as a number.</summary>
public static class BufferTracker
{
    private static long s_buffers;
    private static long s_bytes;

    /// <summary>Gets the number of buffers allocated and not yet freed.</summary>
    public static long OutstandingBuffers => Interlocked.Read(ref s_buffers);

    /// <summary>Gets the number of bytes allocated and not yet freed.</summary>
    public static long OutstandingBytes => Interlocked.Read(ref s_bytes);

    internal static void OnAllocated(nuint bytes)
    {
        Interlocked.Increment(ref s_buffers);
        Interlocked.Add(ref s_bytes, (long)bytes);
    }

    internal static void OnFreed(nuint bytes)
    {
        Interlocked.Decrement(ref s_buffers);
        Interlocked.Add(ref s_bytes, -(long)bytes);
    }
}
