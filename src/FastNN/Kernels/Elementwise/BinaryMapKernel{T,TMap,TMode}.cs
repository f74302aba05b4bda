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

        // Four registers of brief functions a round, one of others, for the reasons given in MapKernel.
        for (; TMap.IsBrief && i <= count - (4 * L.Count); i += 4 * L.Count)
        {
            V y0 = Compute<V, L>(in map, left + i, right + i, destination + i);
            V y1 = Compute<V, L>(in map, left + i + L.Count, right + i + L.Count, destination + i + L.Count);
            V y2 = Compute<V, L>(in map, left + i + (2 * L.Count), right + i + (2 * L.Count), destination + i + (2 * L.Count));
            V y3 = Compute<V, L>(in map, left + i + (3 * L.Count), right + i + (3 * L.Count), destination + i + (3 * L.Count));
            L.Store(y0, destination + i);
            L.Store(y1, destination + i + L.Count);
            L.Store(y2, destination + i + (2 * L.Count));
            L.Store(y3, destination + i + (3 * L.Count));
        }

        for (; i <= count - L.Count; i += L.Count) L.Store(Compute<V, L>(in map, left + i, right + i, destination + i), destination + i);

        if (i < count)
        {
            V mask = L.FirstLanes((int)(count - i));
            V value = map.Apply<V, L>(L.LoadMasked(left + i, mask), L.LoadMasked(right + i, mask));
            if (TMode.Accumulates) value = L.Add(L.LoadMasked(destination + i, mask), value);
            L.StoreMasked(value, destination + i, mask);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Compute<V, L>(in TMap map, T* left, T* right, T* destination)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V value = map.Apply<V, L>(L.Load(left), L.Load(right));
        return TMode.Accumulates ? L.Add(L.Load(destination), value) : value;
    }
}
