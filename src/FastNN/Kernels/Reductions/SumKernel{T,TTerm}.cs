using System.Numerics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Sums terms over every row of a matrix; one row for a plain sum.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TTerm">The term.</typeparam>
internal unsafe struct SumKernel<T, TTerm> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTerm : struct, ITerm<T>
{
    public TTerm Term;
    public T* Left;
    public T* Right;
    public nint Rows;
    public nint Columns;
    public T* Destination;
    public bool Accumulate;

    /// <inheritdoc/>
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        for (nint row = 0; row < Rows; row++)
        {
            T sum = PairwiseSum<T, V, L>.Of(Term, Left + (row * Columns), Right + (row * Columns), Columns);
            Destination[row] = Accumulate ? Destination[row] + sum : sum;
        }
    }
}
