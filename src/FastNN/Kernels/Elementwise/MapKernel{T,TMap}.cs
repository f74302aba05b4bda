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

    // Compiled at once with full optimization: kernels run too seldom, and each for too long, to wait for the tiers. Not inlined: the
    // just-in-time compiler has one inlining budget per method, and spent in part by the caller it leaves calls in the loop.
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        TMap map = Map;
        nint done = TMap.IsBrief && Count >= 4 * L.Count ? RunFours<V, L>() : 0;

        // One register a round: the rounds are independent, so the processor overlaps them. With two the loop soon has more variables than the
        // compiler thinks it has registers for, and loads every constant anew in every round.
        Stride stride = Stride.Over(done, Count, L.Count, !TMap.IsBrief && Stride.RunsAhead(Destination, X));
        T* x = X + stride.First;
        T* destination = Destination + stride.First;
        for (nint rounds = stride.Rounds, step = stride.Step; rounds > 0; rounds--, x += step, destination += step)
        {
            L.Store(map.Apply<V, L>(L.Load(x)), destination);
        }

        if (stride.End < Count) RunTail<V, L>(X + stride.End, Destination + stride.End, (int)(Count - stride.End));
    }

    // Four registers of brief functions a round: else the loop's own instructions take as long as theirs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly nint RunFours<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        TMap map = Map;
        Stride stride = Stride.Over(0, Count, 4 * L.Count, Stride.RunsAhead(Destination, X));
        T* x = X + stride.First;
        T* destination = Destination + stride.First;
        for (nint rounds = stride.Rounds, step = stride.Step; rounds > 0; rounds--, x += step, destination += step)
        {
            V y0 = map.Apply<V, L>(L.Load(x));
            V y1 = map.Apply<V, L>(L.Load(x + L.Count));
            V y2 = map.Apply<V, L>(L.Load(x + (2 * L.Count)));
            V y3 = map.Apply<V, L>(L.Load(x + (3 * L.Count)));
            L.Store(y0, destination);
            L.Store(y1, destination + L.Count);
            L.Store(y2, destination + (2 * L.Count));
            L.Store(y3, destination + (3 * L.Count));
        }

        return stride.End;
    }

    // Apart: with the function twice in one method the compiler no longer keeps its constants in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void RunTail<V, L>(T* x, T* destination, int count)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V mask = L.FirstLanes(count);
        L.StoreMasked(Map.Apply<V, L>(L.LoadMasked(x, mask)), destination, mask);
    }
}
