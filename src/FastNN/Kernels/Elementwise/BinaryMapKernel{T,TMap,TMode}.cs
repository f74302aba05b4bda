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

    /// <summary>
    /// Gets whether the loop walks backward, for the sake of either source. Where the destination lies ahead of one and behind the other, one of
    /// them waits in either direction.
    /// </summary>
    public readonly bool GoesBackward => Stride.RunsAhead(Destination, Left) || Stride.RunsAhead(Destination, Right);

    /// <inheritdoc/>
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        if (TMap.IsBrief)
        {
            RunBrief<V, L>();
            return;
        }

        var stride = Stride.Over(Count, L.Count, GoesBackward);
        RunOnes<V, L>(stride.First, stride.Stop, stride.Step);
        if (stride.End < Count) RunTail<V, L>(stride.End);
    }

    // Four registers of brief functions a round, one of others, and methods of their own, for the reasons given in MapKernel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void RunBrief<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        TMap map = Map;
        nint done = 0;
        if (Count >= 4 * L.Count)
        {
            var stride = Stride.Over(Count, 4 * L.Count, GoesBackward);
            T* left = Left;
            T* right = Right;
            T* destination = Destination;
            for (nint i = stride.First, stop = stride.Stop, step = stride.Step; i != stop; i += step)
            {
                nint i1 = i + L.Count, i2 = i1 + L.Count, i3 = i2 + L.Count;
                V y0 = map.Apply<V, L>(L.Load(left + i), L.Load(right + i));
                V y1 = map.Apply<V, L>(L.Load(left + i1), L.Load(right + i1));
                V y2 = map.Apply<V, L>(L.Load(left + i2), L.Load(right + i2));
                V y3 = map.Apply<V, L>(L.Load(left + i3), L.Load(right + i3));
                Put<V, L>(y0, destination + i);
                Put<V, L>(y1, destination + i1);
                Put<V, L>(y2, destination + i2);
                Put<V, L>(y3, destination + i3);
            }

            done = stride.End;
        }

        for (; done <= Count - L.Count; done += L.Count)
        {
            Put<V, L>(map.Apply<V, L>(L.Load(Left + done), L.Load(Right + done)), Destination + done);
        }

        if (done < Count) RunTail<V, L>(done);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void RunOnes<V, L>(nint first, nint stop, nint step)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        TMap map = Map;
        T* left = Left;
        T* right = Right;
        T* destination = Destination;
        for (nint i = first; i != stop; i += step) Put<V, L>(map.Apply<V, L>(L.Load(left + i), L.Load(right + i)), destination + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void RunTail<V, L>(nint done)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V mask = L.FirstLanes((int)(Count - done));
        V value = Map.Apply<V, L>(L.LoadMasked(Left + done, mask), L.LoadMasked(Right + done, mask));
        if (TMode.Accumulates) value = L.Add(L.LoadMasked(Destination + done, mask), value);
        L.StoreMasked(value, Destination + done, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<V, L>(V value, T* destination)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Store(TMode.Accumulates ? L.Add(L.Load(destination), value) : value, destination);
}
