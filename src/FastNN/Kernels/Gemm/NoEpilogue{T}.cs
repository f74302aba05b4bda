using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Leaves the product as it is.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly unsafe struct NoEpilogue<T> : IRowEpilogue<T>
    where T : unmanaged
{
    public static bool IsNothing => true;

    public void Apply<V, L>(T* row, nint count)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
    }
}
