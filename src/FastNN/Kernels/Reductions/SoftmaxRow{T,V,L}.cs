using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The passes over one row that softmax and its relatives are made of.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static unsafe class SoftmaxRow<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>Finds the largest element; not defined with NaN in the row, and -inf for an empty one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Largest(T* x, nint columns)
    {
        V lowest = L.Negate(Lane<T, V, L>.Infinity);
        V best0 = lowest;
        V best1 = lowest;
        nint i = 0;
        for (; i <= columns - (2 * L.Count); i += 2 * L.Count)
        {
            best0 = L.Max(best0, L.Load(x + i));
            best1 = L.Max(best1, L.Load(x + i + L.Count));
        }

        for (; i < columns; i += L.Count)
        {
            V mask = L.FirstLanes((int)nint.Min(columns - i, L.Count));
            best0 = L.Max(best0, L.Select(mask, L.LoadMasked(x + i, mask), lowest));
        }

        return L.MaxAcross(L.Max(best0, best1));
    }

    /// <summary>Computes <c>sum of e^(x - shift)</c>, and stores the terms unless the destination is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exponentials(T* x, nint columns, T shift, T* destination)
    {
        V shifts = L.Fill(shift);
        V sum = L.Zero;
        nint i = 0;
        for (; i <= columns - L.Count; i += L.Count)
        {
            V e = Exp<T>.Of<V, L>(L.Subtract(L.Load(x + i), shifts));
            sum = L.Add(sum, e);
            if (destination != null) L.Store(e, destination + i);
        }

        if (i < columns)
        {
            V mask = L.FirstLanes((int)(columns - i));
            V e = L.And(mask, Exp<T>.Of<V, L>(L.Subtract(L.LoadMasked(x + i, mask), shifts)));
            sum = L.Add(sum, e);
            if (destination != null) L.StoreMasked(e, destination + i, mask);
        }

        return L.Sum(sum);
    }

    /// <summary>Multiplies a row by a factor in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale(T* x, nint columns, V factor)
    {
        nint i = 0;
        for (; i <= columns - L.Count; i += L.Count) L.Store(L.Multiply(L.Load(x + i), factor), x + i);
        if (i < columns)
        {
            V mask = L.FirstLanes((int)(columns - i));
            L.StoreMasked(L.Multiply(L.LoadMasked(x + i, mask), factor), x + i, mask);
        }
    }

    /// <summary>
    /// Writes the softmax of a row and returns its largest element; <paramref name="sum"/> is that of <c>e^(x - largest)</c>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Normalize(T* x, nint columns, T* destination, out T sum)
    {
        if (columns <= L.Count)
        {
            // A short row stays in one register: storing it by a mask and loading it again at once would stall.
            V mask = L.FirstLanes((int)columns);
            V row = L.LoadMasked(x, mask);
            T top = L.MaxAcross(L.Select(mask, row, L.Negate(Lane<T, V, L>.Infinity)));
            V e = L.And(mask, Exp<T>.Of<V, L>(L.Subtract(row, L.Fill(top))));
            sum = L.Sum(e);
            L.StoreMasked(L.Divide(e, L.Fill(sum)), destination, mask);
            return top;
        }

        T largest = Largest(x, columns);
        sum = Exponentials(x, columns, largest, destination);
        Scale(destination, columns, L.Divide(Lane<T, V, L>.One, L.Fill(sum)));
        return largest;
    }
}
