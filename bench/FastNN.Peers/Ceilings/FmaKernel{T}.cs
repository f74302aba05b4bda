using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Peers.Ceilings;

/// <summary>Nothing but fused multiply-adds in registers, in enough independent chains to keep every unit busy.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct FmaKernel<T> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The chains: more than the two units times four or five cycles of latency of today's cores, and they fit 16 registers.</summary>
    public const int Chains = 12;

    /// <summary>How often each chain is extended.</summary>
    public int Iterations;

    /// <summary>Receives a value that depends on all chains, so that none can be left out.</summary>
    public T* Sink;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // Factors so near to one and addends so small that no chain overflows or becomes subnormal.
        V x = L.Fill(T.CreateChecked(1.000001)), y = L.Fill(T.CreateChecked(1e-9));
        V a0 = Start<V, L>(0), a1 = Start<V, L>(1), a2 = Start<V, L>(2), a3 = Start<V, L>(3);
        V a4 = Start<V, L>(4), a5 = Start<V, L>(5), a6 = Start<V, L>(6), a7 = Start<V, L>(7);
        V a8 = Start<V, L>(8), a9 = Start<V, L>(9), a10 = Start<V, L>(10), a11 = Start<V, L>(11);
        for (int i = Iterations; i > 0; i--)
        {
            a0 = L.MultiplyAdd(a0, x, y);
            a1 = L.MultiplyAdd(a1, x, y);
            a2 = L.MultiplyAdd(a2, x, y);
            a3 = L.MultiplyAdd(a3, x, y);
            a4 = L.MultiplyAdd(a4, x, y);
            a5 = L.MultiplyAdd(a5, x, y);
            a6 = L.MultiplyAdd(a6, x, y);
            a7 = L.MultiplyAdd(a7, x, y);
            a8 = L.MultiplyAdd(a8, x, y);
            a9 = L.MultiplyAdd(a9, x, y);
            a10 = L.MultiplyAdd(a10, x, y);
            a11 = L.MultiplyAdd(a11, x, y);
        }

        V low = L.Add(L.Add(L.Add(a0, a1), L.Add(a2, a3)), L.Add(a4, a5));
        V high = L.Add(L.Add(L.Add(a6, a7), L.Add(a8, a9)), L.Add(a10, a11));
        *Sink = L.Sum(L.Add(low, high));
    }

    // Chains that began alike would be one chain to a clever compiler.
    private static V Start<V, L>(int chain)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Fill(T.CreateChecked(chain));
}
