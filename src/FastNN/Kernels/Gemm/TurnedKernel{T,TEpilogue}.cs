using System.Numerics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// A product computed as its transpose, <c>Cᵀ = op(B)ᵀ·op(A)ᵀ</c>, block by block in scratch, and turned back: rows take the place of columns, so
/// that few columns leave no lanes idle, and a transposed B is read as it lies.
/// </summary>
/// <remarks>Each sum has the order of <see cref="GemmKernel{T, TEpilogue}"/>, and begins with what it is added to, so that its bits are the same, but
/// for which of two NaNs it becomes.</remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TEpilogue">What is done to each finished row.</typeparam>
/// <param name="operands">The operands.</param>
internal unsafe ref struct TurnedKernel<T, TEpilogue>(in GemmOperands<T> operands) : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IRowEpilogue<T>
{
    private readonly ref readonly GemmOperands<T> _operands = ref operands;

    /// <summary>What is done to each finished row.</summary>
    public TEpilogue Epilogue;

    /// <summary>Scratch: <see cref="Turning.SumCount"/> elements, and what the transposed product of a block needs; 64-byte aligned.</summary>
    public T* Workspace;

    /// <summary>Tells whether a product can be computed in this way: one without a factor.</summary>
    public static bool Fits(in GemmOperands<T> g) => g.Alpha == T.One;

    /// <inheritdoc/>
    public void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        ref readonly GemmOperands<T> g = ref _operands;
        bool cutsRows = g.M > g.N;
        int longer = cutsRows ? g.M : g.N, length = Turning.BlockLength<T>(cutsRows ? g.N : g.M, 2 * L.Count);
        for (int start = 0; start < longer; start += length)
        {
            int count = Math.Min(length, longer - start);
            GemmOperands<T> block = cutsRows ? g.Rows(start, count) : g.Columns(start, count);
            RunBlock<V, L>(in block, cutsRows ? GemmBlocking.WholeColumns(count, 2 * L.Count) : g.M);
        }
    }

    private void RunBlock<V, L>(in GemmOperands<T> block, int stride)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        T* sums = Workspace, scratch = Workspace + Turning.SumCount<T>(_operands.M, _operands.N, 2 * L.Count);
        GemmOperands<T> turned = block.Turned(sums, stride);
        if (block.Beta != T.Zero)
        {
            Transposition.Rectangle<T, V, L>(block.C, block.Ldc, block.M, block.N, sums, stride);
            turned.Beta = T.One;
        }
        else if (block.Bias != null)
        {
            for (int j = 0; j < block.N; j++) new Span<T>(sums + ((nint)j * stride), block.M).Fill(block.Bias[j]);
            turned.Beta = T.One;
        }

        if (Gemm.StreamsB(in turned)) new BandKernel<T, NoEpilogue<T>>(in turned) { Workspace = scratch }.Run<V, L>();
        else new GemmKernel<T, NoEpilogue<T>>(in turned) { Workspace = scratch }.Run<V, L>();
        Transposition.Rectangle<T, V, L>(sums, stride, block.N, block.M, block.C, block.Ldc);
        if (TEpilogue.IsNothing) return;
        if (block.N == block.Ldc) Epilogue.Apply<V, L>(block.C, (nint)block.M * block.N);
        else for (int i = 0; i < block.M; i++) Epilogue.Apply<V, L>(block.C + ((nint)i * block.Ldc), block.N);
    }
}
