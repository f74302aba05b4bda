using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>What is done to finished elements of C while they are in the first-level cache: an activation, or nothing.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe interface IRowEpilogue<T>
    where T : unmanaged
{
    /// <summary>Gets whether there is nothing to do.</summary>
    static abstract bool IsNothing { get; }

    /// <summary>Treats neighbouring elements of one row of C in place.</summary>
    void Apply<V, L>(T* row, nint count)
        where V : unmanaged
        where L : struct, ILanes<T, V>;
}
