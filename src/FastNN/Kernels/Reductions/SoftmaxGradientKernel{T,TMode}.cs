using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The adjoint of softmax, <c>y * (g - sum(g * y))</c> by rows, or of its logarithm, <c>g - e^y * sum(g)</c>, from the output y.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TMode">Whether to overwrite or to accumulate.</typeparam>
internal unsafe struct SoftmaxGradientKernel<T, TMode> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TMode : struct, IWriteMode
{
    public T* Gradient;
    public T* Y;
    public nint Rows;
    public nint Columns;
    public T* Destination;
    public bool OfLogarithm;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        nint columns = Columns;
        for (nint row = 0; row < Rows; row++)
        {
            T* gradient = Gradient + (row * columns);
            T* y = Y + (row * columns);
            T* destination = Destination + (row * columns);
            T sum = OfLogarithm
                ? PairwiseSum<T, V, L>.Of(default(ElementTerm<T>), gradient, gradient, columns)
                : PairwiseSum<T, V, L>.Of(default(ProductTerm<T>), gradient, y, columns);
            V sums = L.Fill(sum);
            nint i = 0;
            for (; i <= columns - L.Count; i += L.Count)
            {
                V value = Element<V, L>(L.Load(gradient + i), L.Load(y + i), sums);
                L.Store(TMode.Accumulates ? L.Add(L.Load(destination + i), value) : value, destination + i);
            }

            if (i < columns)
            {
                V mask = L.FirstLanes((int)(columns - i));
                V value = Element<V, L>(L.LoadMasked(gradient + i, mask), L.LoadMasked(y + i, mask), sums);
                if (TMode.Accumulates) value = L.Add(L.LoadMasked(destination + i, mask), value);
                L.StoreMasked(value, destination + i, mask);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly V Element<V, L>(V gradient, V y, V sum)
        where V : unmanaged
        where L : struct, ILanes<T, V> => OfLogarithm
            ? L.NegateMultiplyAdd(Exp<T>.Of<V, L>(y), sum, gradient)
            : L.Multiply(y, L.Subtract(gradient, sum));
}
