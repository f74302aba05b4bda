using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The product of few rows and a B that the caches near the processor do not hold, such as a layer of many weights applied to a small batch:
/// a band of rows of B at a time is read side by side from end to end, so that memory streams, and added to sums that wait in scratch.
/// </summary>
/// <remarks>
/// The sums are those of <see cref="GemmKernel{T, TEpilogue}"/> bit for bit, which reads B tile by tile: a line of each of its rows.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TEpilogue">What is done to each finished row.</typeparam>
/// <param name="operands">The operands.</param>
internal unsafe ref struct BandKernel<T, TEpilogue>(in GemmOperands<T> operands) : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IRowEpilogue<T>
{
    // As many streams as the processor follows; with sixteen, memory is waited for.
    private const int BandSteps = 8;

    private readonly ref readonly GemmOperands<T> _operands = ref operands;

    /// <summary>What is done to each finished row.</summary>
    public TEpilogue Epilogue;

    /// <summary>Scratch of <see cref="GemmBlocking.SumCount{T}"/> elements, 64-byte aligned.</summary>
    public T* Workspace;

    /// <summary>Tells whether a product can be computed in this way: B stored as it is, and no factor.</summary>
    public static bool Fits(in GemmOperands<T> g) => !g.TransposeB && g.Alpha == T.One;

    /// <inheritdoc/>
    public void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        ref readonly GemmOperands<T> g = ref _operands;
        int stepCount = GemmBlocking.StepCount<T>(g.K), columnCount = GemmBlocking.BandColumnCount<T>(g.M, g.N, 2 * L.Count);
        GemmBlock block = default;
        block.Rows = g.M;
        for (; block.Column < g.N; block.Column += columnCount)
        {
            block.Columns = Math.Min(columnCount, g.N - block.Column);
            for (block.Step = 0; block.Step < g.K; block.Step += stepCount)
            {
                block.Steps = Math.Min(stepCount, g.K - block.Step);
                new Span<T>(Workspace, GemmBlocking.SumCount<T>(g.M, block.Columns, 2 * L.Count)).Clear();
                for (int step = 0; step < block.Steps; step += BandSteps) AddBand<V, L>(in block, step, Math.Min(BandSteps, block.Steps - step));
                StoreSums<V, L>(in block);
            }
        }
    }

    private readonly void AddBand<V, L>(in GemmBlock block, int step, int steps)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        ref readonly GemmOperands<T> g = ref _operands;
        nint aRow = g.TransposeA ? 1 : g.Lda, aStep = g.TransposeA ? g.Lda : 1;
        int tileColumns = 2 * L.Count, whole = block.Columns / tileColumns, done = whole * tileColumns;
        nint rowSums = GemmBlocking.WholeColumns(block.Columns, tileColumns);
        TileOperands<T> tile = default;
        tile.K = steps;
        tile.ARow = aRow * sizeof(T);
        tile.AStep = aStep * sizeof(T);
        tile.BStep = (nint)g.Ldb * sizeof(T);
        for (int i = 0, rows; i < g.M; i += rows)
        {
            rows = GemmBlocking.NextRows(g.M - i, Tile.MostRows<T, V, L>());
            tile.A = g.A + (i * aRow) + ((block.Step + step) * aStep);
            tile.B = g.BlockOfB(block.Step + step, block.Column);
            tile.C = Workspace + (i * rowSums);
            TileShape.RunSweep<T, V, L, Constant.Zero, Constant.One>(rows, whole, in tile);
            if (done == block.Columns) continue;
            tile.B += done;
            tile.C += (nint)done * rows;
            TileShape.RunSweep<T, V, L, Constant.One, Constant.One>(rows, block.Columns - done, in tile);
        }
    }

    private void StoreSums<V, L>(in GemmBlock block)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        ref readonly GemmOperands<T> g = ref _operands;
        int tileColumns = 2 * L.Count;
        nint rowSums = GemmBlocking.WholeColumns(block.Columns, tileColumns);
        bool isFirst = block.Step == 0, isLast = block.Step + block.Steps == g.K;
        for (int i = 0, rows; i < g.M; i += rows)
        {
            rows = GemmBlocking.NextRows(g.M - i, Tile.MostRows<T, V, L>());
            for (int r = 0; r < rows; r++)
            {
                T* c = g.C + ((nint)(i + r) * g.Ldc) + block.Column;
                T* addend = !isFirst || g.Beta != T.Zero ? c : g.Bias == null ? null : g.Bias + block.Column;
                StoreRow<V, L>(Workspace + (i * rowSums) + (r * tileColumns), rows * tileColumns, addend, c, block.Columns);
                if (isLast && !TEpilogue.IsNothing) Epilogue.Apply<V, L>(c, block.Columns);
            }
        }
    }

    // A row's sums lie two registers at a time, a tile apart. Something is added in any case, as tiles do: a sum of negative zeros turns positive.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StoreRow<V, L>(T* sums, nint stride, T* addend, T* c, int count)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        int addendStep = addend == null ? 0 : L.Count, half = 0, j = 0;
        if (addend == null) addend = TileOperands<T>.Nothing;
        for (; j + L.Count <= count; j += L.Count, addend += addendStep)
        {
            L.Store(L.Add(L.Load(sums + (half * L.Count)), L.Load(addend)), c + j);
            sums += half * stride;
            half ^= 1;
        }

        if (j == count) return;
        V mask = L.FirstLanes(count - j);
        L.StoreMasked(L.Add(L.LoadMasked(sums + (half * L.Count), mask), L.LoadMasked(addend, mask)), c + j, mask);
    }
}
