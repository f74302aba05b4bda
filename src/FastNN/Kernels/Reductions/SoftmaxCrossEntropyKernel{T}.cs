using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// Computes the cross-entropy of the softmax of every row of logits, and the softmax itself, which the gradient starts from.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct SoftmaxCrossEntropyKernel<T> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Logits;
    public nint Rows;
    public nint Columns;

    /// <summary>One class index per row, or rows x columns probabilities if <see cref="Dense"/>.</summary>
    public T* Targets;
    public bool Dense;

    /// <summary>Receives one loss per row.</summary>
    public T* Losses;

    /// <summary>Receives the softmax, rows x columns, unless null; must not overlap the logits.</summary>
    public T* Probabilities;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        nint columns = Columns;
        for (nint row = 0; row < Rows; row++)
        {
            T* logits = Logits + (row * columns);
            T largest;
            T sum;
            if (Probabilities != null)
            {
                largest = SoftmaxRow<T, V, L>.Normalize(logits, columns, Probabilities + (row * columns), out sum);
            }
            else
            {
                largest = SoftmaxRow<T, V, L>.Largest(logits, columns);
                sum = SoftmaxRow<T, V, L>.SumExponentials(logits, columns, largest);
            }

            // The largest term of the sum is 1, so its logarithm is never that of a rounded zero.
            T logSum = Log<T>.Of<T, ScalarLane<T>>(sum);
            Losses[row] = Dense
                ? Expected<V, L>(logits, Targets + (row * columns), columns, largest, logSum)
                : logSum - (logits[(nint)int.CreateTruncating(Targets[row])] - largest);
        }
    }

    // Sum of t (logSum - (z - largest)), where a target of zero counts for nothing even beside an infinite logit.
    private static T Expected<V, L>(T* logits, T* targets, nint columns, T largest, T logSum)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V sum = L.Zero;
        for (nint i = 0; i < columns; i += L.Count)
        {
            V mask = L.FirstLanes((int)nint.Min(columns - i, L.Count));
            V target = L.LoadMasked(targets + i, mask);
            V loss = L.Subtract(L.Fill(logSum), L.Subtract(L.LoadMasked(logits + i, mask), L.Fill(largest)));
            sum = L.Select(L.AreEqual(target, L.Zero), sum, L.MultiplyAdd(target, loss, sum));
        }

        return L.Sum(sum);
    }
}
