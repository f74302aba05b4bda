using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The product of a column and a row, k = 1: the gradient of weights for a single sample. There is nothing to sum, and C is written from end
/// to end; the bits are those that tiles give.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TEpilogue">What is done to the result.</typeparam>
/// <param name="operands">The operands.</param>
internal readonly unsafe ref struct OuterProductKernel<T, TEpilogue>(in GemmOperands<T> operands) : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IRowEpilogue<T>
{
    private readonly ref readonly GemmOperands<T> _operands = ref operands;

    /// <summary>What is done to each row.</summary>
    public TEpilogue Epilogue { get; init; }

    /// <summary>Tells whether a product is one, its row contiguous.</summary>
    public static bool Fits(in GemmOperands<T> g) => g.K == 1 && g.Alpha == T.One && (!g.TransposeB || g.Ldb == 1);

    /// <inheritdoc/>
    public void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        ref readonly GemmOperands<T> g = ref _operands;
        bool accumulates = g.Beta != T.Zero;
        if (accumulates || g.Bias != null) FillRows<V, L>(in g, accumulates ? g.C : g.Bias, accumulates ? g.Ldc : 0);
        else FillRows<V, L>(in g);
        if (TEpilogue.IsNothing) return;
        if (g.Ldc == g.N) Epilogue.Apply<V, L>(g.C, (nint)g.M * g.N);
        else for (int i = 0; i < g.M; i++) Epilogue.Apply<V, L>(g.C + ((nint)i * g.Ldc), g.N);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillRows<V, L>(in GemmOperands<T> g)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        nint n = g.N, whole = n & -L.Count, aStride = g.TransposeA ? 1 : g.Lda, ldc = g.Ldc;
        V mask = L.FirstLanes((int)(n - whole));
        T* b = g.B;
        T* a = g.A;
        T* c = g.C;
        for (int rows = g.M; rows > 0; rows--, a += aStride, c += ldc)
        {
            // What is too small for a number and negative becomes -0, and only the second zero makes it 0: that is what sums begin with.
            V x = L.Fill(*a);
            for (nint j = 0; j < whole; j += L.Count) L.Store(L.Add(L.MultiplyAdd(x, L.Load(b + j), L.Zero), L.Zero), c + j);
            if (whole < n) L.StoreMasked(L.Add(L.MultiplyAdd(x, L.LoadMasked(b + whole, mask), L.Zero), L.Zero), c + whole, mask);
        }
    }

    // With something to add to each row: what C holds, or one row for all of them. A method of its own: as a case of the other, chosen by a
    // type, it cost that one a third of its speed and more.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillRows<V, L>(in GemmOperands<T> g, T* addend, nint addendStride)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        nint n = g.N, whole = n & -L.Count, aStride = g.TransposeA ? 1 : g.Lda, ldc = g.Ldc;
        V mask = L.FirstLanes((int)(n - whole));
        T* b = g.B;
        T* a = g.A;
        T* c = g.C;
        for (int rows = g.M; rows > 0; rows--, a += aStride, c += ldc, addend += addendStride)
        {
            V x = L.Fill(*a);
            for (nint j = 0; j < whole; j += L.Count) L.Store(L.Add(L.MultiplyAdd(x, L.Load(b + j), L.Zero), L.Load(addend + j)), c + j);
            if (whole == n) continue;
            V last = L.MultiplyAdd(x, L.LoadMasked(b + whole, mask), L.Zero);
            L.StoreMasked(L.Add(last, L.LoadMasked(addend + whole, mask)), c + whole, mask);
        }
    }
}
