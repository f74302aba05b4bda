using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Computes <c>destination = map(left, right)</c> or <c>destination += map(left, right)</c>; any may be the same memory.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TMap">The function.</typeparam>
/// <typeparam name="TMode">Whether to overwrite or to accumulate.</typeparam>
internal unsafe struct BinaryMapKernel<T, TMap, TMode> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TMap : struct, IBinaryMap<T>
    where TMode : struct, IWriteMode
{
    public TMap Map;
    public T* Left;
    public T* Right;
    public T* Destination;
    public nint Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        TMap map = Map;
        T* left = Left;
        T* right = Right;
        T* destination = Destination;
        nint count = Count;
        nint i = 0;

        // One register a round, for the reason given in MapKernel.
        for (; i <= count - L.Count; i += L.Count)
        {
            V value = map.Apply<V, L>(L.Load(left + i), L.Load(right + i));
            L.Store(TMode.Accumulates ? L.Add(L.Load(destination + i), value) : value, destination + i);
        }

        if (i < count)
        {
            V mask = L.FirstLanes((int)(count - i));
            V value = map.Apply<V, L>(L.LoadMasked(left + i, mask), L.LoadMasked(right + i, mask));
            if (TMode.Accumulates) value = L.Add(L.LoadMasked(destination + i, mask), value);
            L.StoreMasked(value, destination + i, mask);
        }
    }
}
