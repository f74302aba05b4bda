using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// Sums terms in an order that depends on their number and the register width only: blocks of 64 registers in eight accumulators,
/// blocks added in pairs, pairs in pairs. The error grows with the logarithm of the number of terms.
/// </summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static unsafe class PairwiseSum<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    private const int RoundsPerBlock = 8;

    // One level for every doubling of the number of blocks; no address space holds 2^48 blocks.
    private const int Levels = 48;

    /// <summary>Computes the sum of the terms; <paramref name="right"/> is not read where the term has no right element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<TTerm>(TTerm term, T* left, T* right, nint count)
        where TTerm : struct, ITerm<T> =>
        L.Sum(count <= RoundsPerBlock * 8 * L.Count ? Block(term, left, right, count) : Blocks(term, left, right, count));

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private static V Blocks<TTerm>(TTerm term, T* left, T* right, nint count)
        where TTerm : struct, ITerm<T>
    {
        nint blockLength = RoundsPerBlock * 8 * L.Count;
        V* pending = stackalloc V[Levels];
        int depth = 0;
        nint blocks = 0;
        for (nint i = 0; i < count; i += blockLength)
        {
            V sum = Block(term, left + i, right + i, nint.Min(count - i, blockLength));
            blocks++;

            // As many trailing zeros as the number of blocks so far has, so many finished pairs are waiting.
            for (nint number = blocks; (number & 1) == 0; number >>= 1) sum = L.Add(pending[--depth], sum);
            pending[depth++] = sum;
        }

        V total = pending[--depth];
        while (depth > 0) total = L.Add(pending[--depth], total);
        return total;
    }

    // A method of its own: where it is inlined, the ahead-of-time compiler of .NET 9 leaves a call for each register.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static V Block<TTerm>(TTerm term, T* left, T* right, nint count)
        where TTerm : struct, ITerm<T>
    {
        V sum0 = L.Zero;
        V sum1 = L.Zero;
        V sum2 = L.Zero;
        V sum3 = L.Zero;
        V sum4 = L.Zero;
        V sum5 = L.Zero;
        V sum6 = L.Zero;
        V sum7 = L.Zero;
        nint i = 0;
        for (; i <= count - (8 * L.Count); i += 8 * L.Count)
        {
            sum0 = term.AddTo<V, L>(sum0, L.Load(left + i), Right<TTerm>(right + i));
            sum1 = term.AddTo<V, L>(sum1, L.Load(left + i + L.Count), Right<TTerm>(right + i + L.Count));
            sum2 = term.AddTo<V, L>(sum2, L.Load(left + i + (2 * L.Count)), Right<TTerm>(right + i + (2 * L.Count)));
            sum3 = term.AddTo<V, L>(sum3, L.Load(left + i + (3 * L.Count)), Right<TTerm>(right + i + (3 * L.Count)));
            sum4 = term.AddTo<V, L>(sum4, L.Load(left + i + (4 * L.Count)), Right<TTerm>(right + i + (4 * L.Count)));
            sum5 = term.AddTo<V, L>(sum5, L.Load(left + i + (5 * L.Count)), Right<TTerm>(right + i + (5 * L.Count)));
            sum6 = term.AddTo<V, L>(sum6, L.Load(left + i + (6 * L.Count)), Right<TTerm>(right + i + (6 * L.Count)));
            sum7 = term.AddTo<V, L>(sum7, L.Load(left + i + (7 * L.Count)), Right<TTerm>(right + i + (7 * L.Count)));
        }

        for (; i <= count - L.Count; i += L.Count) sum0 = term.AddTo<V, L>(sum0, L.Load(left + i), Right<TTerm>(right + i));
        if (i < count)
        {
            // The term of a lane that is not there need not be zero.
            V mask = L.FirstLanes((int)(count - i));
            V rightValue = TTerm.UsesRight ? L.LoadMasked(right + i, mask) : L.Zero;
            sum0 = L.Select(mask, term.AddTo<V, L>(sum0, L.LoadMasked(left + i, mask), rightValue), sum0);
        }

        V low = L.Add(L.Add(sum0, sum1), L.Add(sum2, sum3));
        V high = L.Add(L.Add(sum4, sum5), L.Add(sum6, sum7));
        return L.Add(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Right<TTerm>(T* right)
        where TTerm : struct, ITerm<T> => TTerm.UsesRight ? L.Load(right) : L.Zero;
}
