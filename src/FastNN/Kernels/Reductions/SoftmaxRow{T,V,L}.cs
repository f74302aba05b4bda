using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The passes over one row that softmax and its relatives are made of.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static unsafe class SoftmaxRow<T, V, L>
    where T : unmanaged, INumberBase<T>
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

    /// <summary>Computes <c>sum of e^(x - shift)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static T SumExponentials(T* x, nint columns, T shift)
    {
        V shifts = L.Fill(shift);
        V sum = L.Zero;
        nint i = 0, last = columns - L.Count;
        while (i <= last)
        {
            nint stop = last;
            if (Exp<T>.HasShortForm<V, L>())
            {
                i = AddOrdinaryExponentials(x, i, last, shifts, sum, out V sumSoFar);
                sum = sumSoFar;
                stop = nint.Min(last, i + ((IMap<T>.Detour - 1) * L.Count));
            }

            for (; i <= stop; i += L.Count) sum = L.Add(sum, Exp<T>.Of<V, L>(L.Subtract(L.Load(x + i), shifts)));
        }

        if (i < columns)
        {
            V mask = L.FirstLanes((int)(columns - i));
            sum = L.Add(sum, L.And(mask, Exp<T>.Of<V, L>(L.Subtract(L.LoadMasked(x + i, mask), shifts))));
        }

        return L.Sum(sum);
    }

    // Adds registers until the arguments of one are not ordinary, and returns where that was.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static nint AddOrdinaryExponentials(T* x, nint first, nint last, V shifts, V earlier, out V sum)
    {
        V sumSoFar = earlier;
        nint i = first;
        for (; i <= last && Exp<T>.TryApply<V, L>(L.Subtract(L.Load(x + i), shifts), out V e); i += L.Count) sumSoFar = L.Add(sumSoFar, e);
        sum = sumSoFar;
        return i;
    }

    // Stores lifted exponentials and returns their sum. Nothing but the loop and its tail, which share their constants: beside other code the
    // compiler would not keep them in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T StoreExponentials(T* x, nint columns, T largest, T* destination)
    {
        V shifts = L.Fill(largest);
        V sum = L.Zero;
        nint i = 0;
        for (; i <= columns - L.Count; i += L.Count)
        {
            V e = LiftedExp(L.Subtract(L.Load(x + i), shifts));
            sum = L.Add(sum, e);
            L.Store(e, destination + i);
        }

        if (i < columns)
        {
            V mask = L.FirstLanes((int)(columns - i));
            V e = L.And(mask, LiftedExp(L.Subtract(L.LoadMasked(x + i, mask), shifts)));
            sum = L.Add(sum, e);
            L.StoreMasked(e, destination + i, mask);
        }

        return L.Sum(sum);
    }

    /// <summary>Computes a multiple of e^x of an element less the largest one; <see cref="Lowering"/> takes the factor back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LiftedExp(V x) => Exponential<T, V, L>.LiftedOfDifference(x);

    /// <summary>Gets the factor that makes a sum of <see cref="LiftedExp"/> one of e^x.</summary>
    public static T Lowering
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Exponential<T, V, L>.LoweringOfDifference;
    }

    /// <summary>The rows whose sums are gathered, so that their logarithms are taken a register at a time.</summary>
    public const int GatheredRows = 64;

    /// <summary>Replaces sums by their logarithms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void TakeLogarithms(T* sums, nint count)
    {
        for (nint i = 0; i < count; i += L.Count)
        {
            V mask = L.FirstLanes((int)nint.Min(count - i, L.Count));
            L.StoreMasked(Log<T>.Of<V, L>(L.LoadMasked(sums + i, mask)), sums + i, mask);
        }
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
        if (columns <= L.Count) return NormalizeShort(x, L.FirstLanes((int)columns), destination, out sum);
        return NormalizeLong(x, columns, destination, out sum);
    }

    /// <summary>Does what <see cref="Normalize"/> does with a row of the lanes of a mask: it stays in one register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NormalizeShort(T* x, V mask, T* destination, out T sum)
    {
        V row = L.LoadMasked(x, mask);
        T largest = L.MaxAcross(L.Select(mask, row, L.Negate(Lane<T, V, L>.Infinity)));

        // Beside the row stands a difference of zero: in double the exponentials of others could take longer.
        V e = L.And(mask, LiftedExp(L.And(mask, L.Subtract(row, L.Fill(largest)))));
        T lifted = L.Sum(e);
        L.StoreMasked(L.Multiply(e, L.Divide(Lane<T, V, L>.One, L.Fill(lifted))), destination, mask);
        sum = lifted * Lowering;
        return largest;
    }

    /// <summary>Writes the softmax of rows that are longer than a register.</summary>
    /// <remarks>
    /// The next row's largest element is sought, and the last row scaled, while the row between them waits for its sum and for the quotient:
    /// one after another, a row of a thousand would spend a quarter of its time waiting.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void NormalizeLongRows(T* x, nint rows, nint columns, T* destination)
    {
        if (rows == 0) return;
        T largest = Largest(x, columns);
        V factor = L.Zero;
        for (nint row = 0; row < rows; row++, x += columns, destination += columns)
        {
            T sum = StoreExponentials(x, columns, largest, destination);
            if (row + 1 < rows) largest = Largest(x + columns, columns);
            V earlier = factor;
            factor = L.Divide(Lane<T, V, L>.One, L.Fill(sum));
            if (row > 0) Scale(destination - columns, columns, earlier);
        }

        Scale(destination - columns, columns, factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T NormalizeLong(T* x, nint columns, T* destination, out T sum)
    {
        T largest = Largest(x, columns);
        T lifted = StoreExponentials(x, columns, largest, destination);
        Scale(destination, columns, L.Divide(Lane<T, V, L>.One, L.Fill(lifted)));
        sum = lifted * Lowering;
        return largest;
    }
}
