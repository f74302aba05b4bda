using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Finds the largest or smallest element of a block that is not empty, and where it stands first.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TExtremum">Which element is searched for.</typeparam>
internal unsafe struct ExtremumKernel<T, TExtremum> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TExtremum : struct, IExtremum
{
    public T* X;
    public nint Count;

    /// <summary>The element found; NaN if there is one.</summary>
    public T Value;

    /// <summary>Where the element stands first; the first NaN if there is one.</summary>
    public nint Index;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        T* x = X;
        nint count = Count;
        V first = L.Fill(x[0]);
        V best0 = first;
        V best1 = first;
        V ordered = L.AreEqual(first, first);
        nint i = 0;
        for (; i <= count - (2 * L.Count); i += 2 * L.Count)
        {
            V left = L.Load(x + i);
            V right = L.Load(x + i + L.Count);
            best0 = TExtremum.Pick<T, V, L>(best0, left);
            best1 = TExtremum.Pick<T, V, L>(best1, right);

            // Only the comparison of a number with itself tells NaN; one of the two is enough to fail.
            ordered = L.And(ordered, L.And(L.AreEqual(left, left), L.AreEqual(right, right)));
        }

        for (; i < count; i += L.Count)
        {
            V mask = L.FirstLanes((int)nint.Min(count - i, L.Count));
            V value = L.Select(mask, L.LoadMasked(x + i, mask), first);
            best0 = TExtremum.Pick<T, V, L>(best0, value);
            ordered = L.And(ordered, L.AreEqual(value, value));
        }

        bool hasNaN = L.Any(L.Xor(ordered, L.AreEqual(L.Zero, L.Zero)));
        V best = TExtremum.PickAcross<T, V, L>(TExtremum.Pick<T, V, L>(best0, best1));
        Index = hasNaN ? FindNaN(x) : FindFirst<V, L>(x, count, best);
        Value = x[Index];
    }

    private static nint FindNaN(T* x)
    {
        nint i = 0;
        while (!T.IsNaN(x[i])) i++;
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint FindFirst<V, L>(T* x, nint count, V best)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        nint i = 0;
        while (i <= count - L.Count && !L.Any(L.AreEqual(L.Load(x + i), best))) i += L.Count;

        // The element is there, so this stops inside the block.
        T value = L.MaxAcross(best);
        while (x[i] != value) i++;
        return i;
    }
}
