using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Peers.Ceilings;

/// <summary>Reads a block once, with just enough arithmetic that the reads cannot be left out.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct ReadKernel<T> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The block.</summary>
    public T* Source;

    /// <summary>Its elements; what is left over after whole groups of eight registers is not read.</summary>
    public nint Count;

    /// <summary>Receives a value that depends on all that was read.</summary>
    public T* Sink;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // Eight sums, so that the latency of an addition does not hold up the reads.
        V s0 = L.Zero, s1 = L.Zero, s2 = L.Zero, s3 = L.Zero, s4 = L.Zero, s5 = L.Zero, s6 = L.Zero, s7 = L.Zero;
        nint step = 8 * L.Count;
        T* end = Source + (Count / step * step);
        for (T* p = Source; p < end; p += step)
        {
            s0 = L.Add(s0, L.Load(p));
            s1 = L.Add(s1, L.Load(p + L.Count));
            s2 = L.Add(s2, L.Load(p + (2 * L.Count)));
            s3 = L.Add(s3, L.Load(p + (3 * L.Count)));
            s4 = L.Add(s4, L.Load(p + (4 * L.Count)));
            s5 = L.Add(s5, L.Load(p + (5 * L.Count)));
            s6 = L.Add(s6, L.Load(p + (6 * L.Count)));
            s7 = L.Add(s7, L.Load(p + (7 * L.Count)));
        }

        *Sink = L.Sum(L.Add(L.Add(L.Add(s0, s1), L.Add(s2, s3)), L.Add(L.Add(s4, s5), L.Add(s6, s7))));
    }
}
