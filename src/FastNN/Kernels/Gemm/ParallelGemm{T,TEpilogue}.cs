using System.Numerics;
using FastNN.Memory;
using FastNN.Threading;

namespace FastNN.Kernels;

/// <summary>A matrix product cut into blocks of rows or columns of C, one for each part.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TEpilogue">What is done to each finished row.</typeparam>
internal unsafe struct ParallelGemm<T, TEpilogue> : IParallelWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IRowEpilogue<T>
{
    // Fork and join cost a few microseconds; below some ten of work they do not pay.
    private const long LeastProducts = 1_000_000;

    private readonly GemmOperands<T> _operands;
    private readonly TEpilogue _epilogue;
    private readonly T* _workspace;
    private readonly int _workspaceCount;
    private readonly int _partLength;
    private readonly bool _alongRows;

    private ParallelGemm(in GemmOperands<T> operands, TEpilogue epilogue, T* workspace, int parts)
    {
        _operands = operands;
        _epilogue = epilogue;
        _workspace = workspace;
        _workspaceCount = Gemm.WorkspaceCount<T>(operands.M, operands.N, operands.K);

        // Parts that lie side by side each pack their own columns of B and all of A; parts below one another the reverse. Cut where
        // less is done twice, in whole tiles. A B that is streamed is cut, not read by all.
        int tileColumns = 2 * Simd.Dispatch.LaneCount<T>();
        _alongRows = !Gemm.StreamsB(in operands)
            && operands.M >= parts * Tile.MaxRows
            && (operands.N < parts * tileColumns
                || OperandPlacement.ReadsBInPlace<T>(operands.M, operands.N, operands.K, operands.Ldb, operands.TransposeB));

        // Rows that become columns are cut like columns.
        int rowUnit = Gemm.IsTurned(in operands) ? tileColumns : Tile.MaxRows;
        (int length, int unit) = _alongRows ? (operands.M, rowUnit) : (operands.N, tileColumns);
        int units = (length + unit - 1) / unit;
        _partLength = (units + parts - 1) / parts * unit;
        Parts = (length + _partLength - 1) / _partLength;
    }

    private readonly int Parts { get; }

    /// <summary>Computes a product by a team, or on the caller where it is small or the team null.</summary>
    /// <param name="operands">The operands.</param>
    /// <param name="epilogue">What is done to each finished row.</param>
    /// <param name="workspace">Scratch of <see cref="Gemm.WorkspaceCount{T}"/> elements for each thread of the team.</param>
    /// <param name="pool">The team, or null.</param>
    public static void Multiply(in GemmOperands<T> operands, TEpilogue epilogue, T* workspace, WorkerPool? pool)
    {
        if (IsShared(in operands, pool))
        {
            var work = new ParallelGemm<T, TEpilogue>(in operands, epilogue, workspace, pool!.ThreadCount);
            if (work.Parts > 1)
            {
                pool.Run(ref work, work.Parts);
                return;
            }
        }

        Gemm.Multiply(in operands, epilogue, workspace);
    }

    /// <summary>Computes a product with scratch of an arena's, which is given back.</summary>
    /// <param name="operands">The operands.</param>
    /// <param name="epilogue">What is done to each finished row.</param>
    /// <param name="scratch">The arena.</param>
    /// <param name="pool">The team, or null.</param>
    public static void Multiply(in GemmOperands<T> operands, TEpilogue epilogue, Arena<T> scratch, WorkerPool? pool)
    {
        bool isShared = IsShared(in operands, pool);
        if (!isShared && !Gemm.NeedsWorkspace(in operands))
        {
            Gemm.Multiply(in operands, epilogue, null);
            return;
        }

        ArenaMark mark = scratch.Mark;
        int count = checked(Gemm.WorkspaceCount<T>(operands.M, operands.N, operands.K) * (isShared ? pool!.ThreadCount : 1));
        Multiply(in operands, epilogue, scratch.TakePointer(count), pool);
        scratch.Rewind(mark);
    }

    /// <summary>Tells whether a team shares a product: not a small one, nor one on which it could not gain.</summary>
    public static bool IsShared(in GemmOperands<T> operands, WorkerPool? pool)
    {
        // A product with a vector is bound by memory, and how it sums depends on its length: it is not cut.
        return pool is { ThreadCount: > 1 }
            && operands.M > 1
            && operands.N > 1
            && operands.Alpha != T.Zero
            && (long)operands.M * operands.N * operands.K >= LeastProducts;
    }

    /// <inheritdoc/>
    public readonly void Execute(int part)
    {
        int start = part * _partLength, end = start + _partLength;
        GemmOperands<T> g = _alongRows
            ? _operands.Rows(start, Math.Min(end, _operands.M) - start)
            : _operands.Columns(start, Math.Min(end, _operands.N) - start);
        Gemm.MultiplyPart(in g, _epilogue, _workspace + ((nint)part * _workspaceCount));
    }
}
