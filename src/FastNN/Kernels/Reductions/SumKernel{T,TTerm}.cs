using System.Numerics;
using System.Runtime.CompilerServices;
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
        // Sums of products may be zeros of either sign, depending on how they are summed.
        nint turned = TTerm.UsesRight ? 0 : TurnedRows<T, V, L>.Count(Rows, Columns);
        if (turned > 0) SumTurned<V, L>(turned);
        for (nint row = turned; row < Rows; row++)
        {
            T sum = PairwiseSum<T, V, L>.Of(Term, Left + (row * Columns), Right + (row * Columns), Columns);
            Destination[row] = Accumulate ? Destination[row] + sum : sum;
        }
    }

    [SkipLocalsInit]
    private readonly void SumTurned<V, L>(nint rows)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        T* block = stackalloc T[TurnedRows<T, V, L>.BlockCount];
        for (nint row = 0; row < rows; row += L.Count)
        {
            TurnedRows<T, V, L>.Take(Left + (row * Columns), Columns, block);
            V sum = TurnedRows<T, V, L>.Sum(Term, block, Columns);
            L.Store(Accumulate ? L.Add(L.Load(Destination + row), sum) : sum, Destination + row);
        }
    }
}
