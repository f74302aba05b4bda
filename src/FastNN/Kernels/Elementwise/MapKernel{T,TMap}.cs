using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Computes <c>destination = map(x)</c>, which may be the same memory.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TMap">The function.</typeparam>
internal unsafe struct MapKernel<T, TMap> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TMap : struct, IMap<T>
{
    public TMap Map;
    public T* X;
    public T* Destination;
    public nint Count;

    /// <summary>Gets whether the loop walks backward.</summary>
    public readonly bool GoesBackward => Stride.RunsAhead(Destination, X);

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
        if (TMap.HasShortForm<V, L>() && Count >= 4 * L.Count) RunShortForm<V, L>(stride);
        else RunOnes<V, L>(stride.First, stride.Stop, stride.Step);
        if (stride.End < Count) RunTail<V, L>(stride.End);
    }

    // Four registers a round: else the loop's own instructions take as long as a brief function's.
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
            T* x = X;
            T* destination = Destination;
            for (nint i = stride.First, stop = stride.Stop, step = stride.Step; i != stop; i += step)
            {
                V y0 = map.Apply<V, L>(L.Load(x + i));
                V y1 = map.Apply<V, L>(L.Load(x + i + L.Count));
                V y2 = map.Apply<V, L>(L.Load(x + i + (2 * L.Count)));
                V y3 = map.Apply<V, L>(L.Load(x + i + (3 * L.Count)));
                L.Store(y0, destination + i);
                L.Store(y1, destination + i + L.Count);
                L.Store(y2, destination + i + (2 * L.Count));
                L.Store(y3, destination + i + (3 * L.Count));
            }

            done = stride.End;
        }

        for (; done <= Count - L.Count; done += L.Count) L.Store(map.Apply<V, L>(L.Load(X + done)), Destination + done);
        if (done < Count) RunTail<V, L>(done);
    }

    // One register a round: the rounds are independent, so the processor overlaps them. With two the loop soon has more variables than the
    // compiler thinks it has registers for, and loads every constant anew in every round. Compiled at once with full optimization: kernels run
    // too seldom, and each for too long, to wait for the tiers. Alone in a method, and that not inlined: the just-in-time compiler has one
    // inlining budget per method, and spent in part by anything else it leaves calls in the loop.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void RunOnes<V, L>(nint first, nint stop, nint step)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        TMap map = Map;
        T* x = X;
        T* destination = Destination;
        for (nint i = first; i != stop; i += step) L.Store(map.Apply<V, L>(L.Load(x + i)), destination + i);
    }

    private readonly void RunShortForm<V, L>(Stride stride)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        nint next = stride.First;
        while ((next = TryOnes<V, L>(next, stride.Stop, stride.Step)) != stride.Stop)
        {
            nint left = (stride.Stop - next) / stride.Step;
            nint stop = next + (nint.Min(left, IMap<T>.Detour) * stride.Step);
            RunOnes<V, L>(next, stop, stride.Step);
            next = stop;
        }
    }

    // Computes registers until the arguments of one are not ordinary, and returns where that was.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly nint TryOnes<V, L>(nint first, nint stop, nint step)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        T* x = X;
        T* destination = Destination;
        nint i = first;
        for (; i != stop; i += step)
        {
            if (!TMap.TryApply<V, L>(L.Load(x + i), out V y)) break;
            L.Store(y, destination + i);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void RunTail<V, L>(nint done)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V mask = L.FirstLanes((int)(Count - done));
        L.StoreMasked(Map.Apply<V, L>(L.LoadMasked(X + done, mask)), Destination + done, mask);
    }
}
