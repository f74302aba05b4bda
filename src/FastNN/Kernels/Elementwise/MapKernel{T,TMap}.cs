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
        T* x = X;
        T* destination = Destination;
        nint count = Count;
        nint i = 0;

        // Four registers of brief functions a round: else the loop's own instructions take as long as theirs.
        for (; TMap.IsBrief && i <= count - (4 * L.Count); i += 4 * L.Count)
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

        // One register of others: the rounds are independent, so the processor overlaps them. With two the loop soon has more variables than the
        // compiler thinks it has registers for, and loads every constant anew in every round.
        for (; i <= count - L.Count; i += L.Count) L.Store(map.Apply<V, L>(L.Load(x + i)), destination + i);

        if (i < count) RunTail<V, L>(x + i, destination + i, (int)(count - i));
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
