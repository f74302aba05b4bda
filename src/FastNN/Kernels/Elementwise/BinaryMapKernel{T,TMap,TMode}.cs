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

    private readonly bool GoesBackward => Stride.RunsAhead(Destination, Left) || Stride.RunsAhead(Destination, Right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        TMap map = Map;
        nint done = TMap.IsBrief && Count >= 4 * L.Count ? RunFours<V, L>() : 0;
        Stride stride = Stride.Over(done, Count, L.Count, !TMap.IsBrief && GoesBackward);
        T* left = Left + stride.First;
        T* right = Right + stride.First;
        T* destination = Destination + stride.First;
        for (nint rounds = stride.Rounds, step = stride.Step; rounds > 0; rounds--, left += step, right += step, destination += step)
        {
            L.Store(Compute<V, L>(in map, left, right, destination), destination);
        }

        if (stride.End < Count)
        {
            nint end = stride.End;
            V mask = L.FirstLanes((int)(Count - end));
            V value = map.Apply<V, L>(L.LoadMasked(Left + end, mask), L.LoadMasked(Right + end, mask));
            if (TMode.Accumulates) value = L.Add(L.LoadMasked(Destination + end, mask), value);
            L.StoreMasked(value, Destination + end, mask);
        }
    }

    // Four registers of brief functions a round, one of others, for the reasons given in MapKernel.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly nint RunFours<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        TMap map = Map;
        Stride stride = Stride.Over(0, Count, 4 * L.Count, GoesBackward);
        T* left = Left + stride.First;
        T* right = Right + stride.First;
        T* destination = Destination + stride.First;
        for (nint rounds = stride.Rounds, step = stride.Step; rounds > 0; rounds--, left += step, right += step, destination += step)
        {
            V y0 = Compute<V, L>(in map, left, right, destination);
            V y1 = Compute<V, L>(in map, left + L.Count, right + L.Count, destination + L.Count);
            V y2 = Compute<V, L>(in map, left + (2 * L.Count), right + (2 * L.Count), destination + (2 * L.Count));
            V y3 = Compute<V, L>(in map, left + (3 * L.Count), right + (3 * L.Count), destination + (3 * L.Count));
            L.Store(y0, destination);
            L.Store(y1, destination + L.Count);
            L.Store(y2, destination + (2 * L.Count));
            L.Store(y3, destination + (3 * L.Count));
        }

        return stride.End;
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
