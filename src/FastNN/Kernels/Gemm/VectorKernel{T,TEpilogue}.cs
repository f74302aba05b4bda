using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>A product one of whose operands is a vector: nothing to tile, everything to stream.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TEpilogue">What is done to the result.</typeparam>
internal unsafe struct VectorKernel<T, TEpilogue> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IRowEpilogue<T>
{
    private VectorOperands<T> _operands;
    private TEpilogue _epilogue;
    private bool _sumsAlongRows;

    /// <summary>
    /// Sees a product as one of a vector and a matrix where it is one: a single row or column of C, its vector contiguous. It depends on
    /// the shape alone, so that the order of summation does.
    /// </summary>
    public static bool TryCreate(in GemmOperands<T> g, TEpilogue epilogue, out VectorKernel<T, TEpilogue> kernel)
    {
        if (g.M != 1 && g.N != 1)
        {
            // Not even cleared: small products by tiles come through here.
            Unsafe.SkipInit(out kernel);
            return false;
        }

        kernel = default;
        bool isRow = g.M == 1 && (!g.TransposeA || g.Lda == 1 || g.K == 1);
        bool isColumn = !isRow && g.N == 1 && g.Ldc == 1 && (g.TransposeB || g.Ldb == 1) && TEpilogue.IsNothing && g.Bias == null;
        if (g.Alpha != T.One || (!isRow && !isColumn)) return false;
        kernel._epilogue = epilogue;
        kernel._operands.Matrix = isRow ? g.B : g.A;
        kernel._operands.Ld = isRow ? g.Ldb : g.Lda;
        kernel._operands.Steps = g.K;
        kernel._operands.Count = isRow ? g.N : g.M;
        kernel._operands.X = isRow ? g.A : g.B;
        kernel._operands.Y = g.C;
        kernel._operands.Addend = g.Beta != T.Zero ? g.C : g.Bias;
        kernel._sumsAlongRows = isRow ? g.TransposeB : !g.TransposeA;
        return true;
    }

    /// <inheritdoc/>
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        if (_sumsAlongRows) MatrixTimesColumn.Run<T, V, L>(in _operands);
        else RowTimesMatrix.Run<T, V, L>(in _operands);
        if (!TEpilogue.IsNothing) _epilogue.Apply<V, L>(_operands.Y, _operands.Count);
    }
}
