using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The matrix product <c>C = alpha·op(A)·op(B) + beta·C</c> of row-major matrices.</summary>
public static unsafe class Gemm
{
    /// <summary>Gets a number of scratch elements that is enough for a product, and for any with fewer rows or columns.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="m">The rows of C.</param>
    /// <param name="n">The columns of C.</param>
    /// <param name="k">The length of the sums.</param>
    /// <returns>A number of elements; scratch is best aligned to 64 bytes.</returns>
    public static int WorkspaceCount<T>(int m, int n, int k)
        where T : unmanaged => TileWorkspaceCount<T>(m, n, k, 2 * Dispatch.LaneCount<T>());

    /// <summary>Gets the number of scratch elements for tiles of a number of columns.</summary>
    internal static int TileWorkspaceCount<T>(int m, int n, int k, int tileColumns)
        where T : unmanaged
    {
        int count = BlockWorkspaceCount<T>(m, n, k, tileColumns);
        if (!Turning.MayPay(m, k)) return count;

        // Few columns may become rows, and rows columns, of a block that is turned.
        int rows = Math.Min(n, Turning.MostPackedRows), columns = Math.Min(Math.Max(m, n), Turning.MostBlockLength<T>());
        return Math.Max(count, Turning.MostSumCount<T>(m, n, tileColumns) + BlockWorkspaceCount<T>(rows, columns, k, tileColumns));
    }

    private static int BlockWorkspaceCount<T>(int m, int n, int k, int tileColumns)
        where T : unmanaged
    {
        // Room for the widest blocks that there are, not for this product's: blocks are of nearly equal size, so those of a smaller product,
        // such as a thread's part of this one, may be larger.
        int stepCount = GemmBlocking.StepCount<T>(k);
        int widest = GemmBlocking.WidestColumns<T>(n, stepCount, tileColumns);
        int packed = PackedACount<T>(m, stepCount, widest < n) + (stepCount * widest);
        return Math.Max(packed, GemmBlocking.MostSumCount<T>(m, n, tileColumns));
    }

    /// <summary>Computes <c>C = alpha·op(A)·op(B) + beta·C</c>.</summary>
    /// <remarks>
    /// <paramref name="beta"/> zero overwrites C, whatever it held. Sums run over k in ascending blocks, each by one accumulator with
    /// fused multiply-add. C and the scratch may share no elements with A, B or each other. Allocates nothing.
    /// </remarks>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="m">The rows of op(A) and C.</param>
    /// <param name="n">The columns of op(B) and C.</param>
    /// <param name="k">The columns of op(A) and rows of op(B).</param>
    /// <param name="alpha">The factor of the product.</param>
    /// <param name="a">A, m×k, or k×m where <paramref name="transposeA"/>.</param>
    /// <param name="lda">The elements between two stored rows of A.</param>
    /// <param name="transposeA">Whether A is stored transposed.</param>
    /// <param name="b">B, k×n, or n×k where <paramref name="transposeB"/>.</param>
    /// <param name="ldb">The elements between two stored rows of B.</param>
    /// <param name="transposeB">Whether B is stored transposed.</param>
    /// <param name="beta">The factor of what C holds.</param>
    /// <param name="c">C, m×n.</param>
    /// <param name="ldc">The elements between two rows of C.</param>
    /// <param name="workspace">Scratch of at least <see cref="WorkspaceCount{T}"/> elements.</param>
    /// <exception cref="ArgumentException">A size is negative, a leading dimension or a span too short, or memory overlaps.</exception>
    public static void Multiply<T>(
        int m,
        int n,
        int k,
        T alpha,
        ReadOnlySpan<T> a,
        int lda,
        bool transposeA,
        ReadOnlySpan<T> b,
        int ldb,
        bool transposeB,
        T beta,
        Span<T> c,
        int ldc,
        Span<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckMatrix(nameof(a), a.Length, transposeA ? k : m, transposeA ? m : k, lda);
        CheckMatrix(nameof(b), b.Length, transposeB ? n : k, transposeB ? k : n, ldb);
        CheckMatrix(nameof(c), c.Length, m, n, ldc);
        int needed = WorkspaceCount<T>(m, n, k);
        if (workspace.Length < needed)
        {
            throw new ArgumentException($"a {m}×{n}×{k} product needs {needed} elements of workspace, got {workspace.Length}", nameof(workspace));
        }

        // As a rule no memory overlaps; where some does, matrices may still lie side by side in it.
        bool overlaps = Operands.Overlap(a, c, out _) | Operands.Overlap(b, c, out _) | Operands.Overlap(a, workspace, out _)
            | Operands.Overlap(b, workspace, out _) | Operands.Overlap(c, workspace, out _);
        fixed (T* pa = a, pb = b, pc = c, pw = workspace)
        {
            var operands = new GemmOperands<T>
            {
                M = m, N = n, K = k, A = pa, Lda = lda, TransposeA = transposeA, B = pb, Ldb = ldb, TransposeB = transposeB,
                C = pc, Ldc = ldc, Alpha = alpha, Beta = beta,
            };
            if (overlaps) StoredMatrix<T>.RequireApart(in operands, pw, needed);
            Multiply(in operands, default(NoEpilogue<T>), pw);
        }
    }

    /// <summary>Tells whether a product is computed as its transpose.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsTurned<T>(in GemmOperands<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Turning.Pays<T>(g.M, g.N, g.K, g.TransposeA, g.TransposeB) && TurnedKernel<T, NoEpilogue<T>>.Fits(in g);

    /// <summary>Tells whether a product streams B. Small ones, which do not, are told apart here, without a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool StreamsB<T>(in GemmOperands<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (long)g.K * g.Ldb * sizeof(T) >= OperandPlacement.NearBytes
        && BandKernel<T, NoEpilogue<T>>.Fits(in g)
        && OperandPlacement.StreamsB<T>(g.M, g.N, g.K, g.Ldb);

    /// <summary>Tells whether a product packs anything, or keeps sums.</summary>
    internal static bool NeedsWorkspace<T>(in GemmOperands<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        IsTurned(in g)
        || StreamsB(in g)
        || !OperandPlacement.ReadsBInPlace<T>(g.M, g.N, g.K, g.Ldb, g.TransposeB)
        || g.Alpha != T.One
        || OperandPlacement.PacksA<T>(g.M, g.N, g.K, g.Lda, g.TransposeA);

    /// <summary>Computes a product whose operands were checked, and treats its finished rows.</summary>
    internal static void Multiply<T, TEpilogue>(in GemmOperands<T> operands, TEpilogue epilogue, T* workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IRowEpilogue<T>
    {
        if (operands.M == 0 || operands.N == 0) return;
        bool scales = operands.Beta != T.Zero && operands.Beta != T.One;
        if (scales || operands.K == 0 || operands.Alpha == T.Zero) PrepareC(in operands);
        if (operands.K == 0 || operands.Alpha == T.Zero)
        {
            var finish = new FinishKernel<T, TEpilogue> { Operands = operands, Epilogue = epilogue };
            Dispatch.Run<T, FinishKernel<T, TEpilogue>>(ref finish);
            return;
        }

        if (VectorKernel<T, TEpilogue>.TryCreate(in operands, epilogue, out VectorKernel<T, TEpilogue> vector))
        {
            Dispatch.Run<T, VectorKernel<T, TEpilogue>>(ref vector);
            return;
        }

        if (OuterProductKernel<T, TEpilogue>.Fits(in operands))
        {
            var outer = new OuterProductKernel<T, TEpilogue>(in operands) { Epilogue = epilogue };
            Dispatch.Run<T, OuterProductKernel<T, TEpilogue>>(ref outer);
            return;
        }

        MultiplyByTiles(in operands, epilogue, workspace);
    }

    /// <summary>
    /// Computes a product that is part of a larger one, and not empty: by tiles whatever its shape, so that it sums in the order of the whole.
    /// </summary>
    internal static void MultiplyPart<T, TEpilogue>(in GemmOperands<T> operands, TEpilogue epilogue, T* workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IRowEpilogue<T>
    {
        if (operands.Beta != T.Zero && operands.Beta != T.One) PrepareC(in operands);
        MultiplyByTiles(in operands, epilogue, workspace);
    }

    private static void MultiplyByTiles<T, TEpilogue>(in GemmOperands<T> operands, TEpilogue epilogue, T* workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IRowEpilogue<T>
    {
        if (IsTurned(in operands))
        {
            MultiplyTurned(in operands, epilogue, workspace);
            return;
        }

        if (StreamsB(in operands))
        {
            MultiplyInBands(in operands, epilogue, workspace);
            return;
        }

        var kernel = new GemmKernel<T, TEpilogue>(in operands) { Epilogue = epilogue, Workspace = workspace };
        Dispatch.Run<T, GemmKernel<T, TEpilogue>>(ref kernel);
    }

    // Apart, so that small products need not clear the kernel that they do not use.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MultiplyInBands<T, TEpilogue>(in GemmOperands<T> operands, TEpilogue epilogue, T* workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IRowEpilogue<T>
    {
        var kernel = new BandKernel<T, TEpilogue>(in operands) { Epilogue = epilogue, Workspace = workspace };
        Dispatch.Run<T, BandKernel<T, TEpilogue>>(ref kernel);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MultiplyTurned<T, TEpilogue>(in GemmOperands<T> operands, TEpilogue epilogue, T* workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IRowEpilogue<T>
    {
        var kernel = new TurnedKernel<T, TEpilogue>(in operands) { Epilogue = epilogue, Workspace = workspace };
        Dispatch.Run<T, TurnedKernel<T, TEpilogue>>(ref kernel);
    }

    // Room for the panels of A that are kept, or for a group of panels of a transposed A; what follows stays aligned.
    internal static int PackedACount<T>(int m, int stepCount, bool keepsA)
        where T : unmanaged
    {
        int most = keepsA ? GemmBlocking.MostKeptRows<T>(stepCount) : GemmBlocking.TransposedGroupRows;
        int rows = Math.Min(most, (m + Tile.MaxRows - 1) / Tile.MaxRows * Tile.MaxRows);
        return ((stepCount * rows) + 15) & ~15;
    }

    // C = beta·C + bias, for products that are empty or whose beta is neither zero nor one.
    private static void PrepareC<T>(in GemmOperands<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < g.M; i++)
        {
            var row = new Span<T>(g.C + ((nint)i * g.Ldc), g.N);
            if (g.Beta == T.Zero) row.Clear();
            else foreach (ref T value in row) value *= g.Beta;
            if (g.Bias != null) new ReadOnlySpan<T>(g.Bias, g.N).CopyTo(row);
        }
    }

    private static void CheckMatrix(string name, int length, int rows, int columns, int ld)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows, name);
        ArgumentOutOfRangeException.ThrowIfNegative(columns, name);
        long needed = rows == 0 || columns == 0 ? 0 : ((long)(rows - 1) * ld) + columns;
        if (ld < Math.Max(1, columns) || length < needed)
        {
            throw new ArgumentException(
                $"a stored {rows}×{columns} matrix needs a leading dimension of at least {Math.Max(1, columns)} and {needed} elements; "
                + $"got {ld} and {length}", name);
        }
    }
}
