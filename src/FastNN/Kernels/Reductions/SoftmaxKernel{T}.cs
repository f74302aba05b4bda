using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Computes the softmax of every row of a matrix, which may be the destination.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct SoftmaxKernel<T> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* X;
    public nint Rows;
    public nint Columns;
    public T* Destination;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        T* x = X;
        T* destination = Destination;
        nint columns = Columns;
        nint turned = TurnedSoftmax<T, V, L>.CountToNormalize(Rows, columns);
        if (turned > 0)
        {
            TurnedSoftmax<T, V, L>.Normalize(x, turned, columns, destination, null, null);
            x += turned * columns;
            destination += turned * columns;
        }

        if (columns <= L.Count)
        {
            V mask = L.FirstLanes((int)columns);
            for (nint row = Rows - turned; row > 0; row--, x += columns, destination += columns)
            {
                SoftmaxRow<T, V, L>.NormalizeShort(x, mask, destination, out _);
            }

            return;
        }

        SoftmaxRow<T, V, L>.NormalizeLongRows(x, Rows - turned, columns, destination);
    }
}
