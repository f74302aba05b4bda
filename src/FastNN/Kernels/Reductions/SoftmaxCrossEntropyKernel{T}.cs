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

    // What is gathered is written before it is read.
    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        nint columns = Columns;
        T* margins = stackalloc T[SoftmaxRow<T, V, L>.GatheredRows];
        T* sums = stackalloc T[SoftmaxRow<T, V, L>.GatheredRows];
        for (nint start = 0; start < Rows; start += SoftmaxRow<T, V, L>.GatheredRows)
        {
            nint count = nint.Min(Rows - start, SoftmaxRow<T, V, L>.GatheredRows);
            T* logits = Logits + (start * columns);
            T* losses = Losses + start;
            if (Probabilities != null) SoftmaxRows<T, V, L>.Normalize(logits, count, columns, Probabilities + (start * columns), margins, sums);
            else SoftmaxRows<T, V, L>.SumExponentials(logits, count, columns, shiftsFiniteOnly: false, margins, sums);
            for (nint i = 0; i < count && !Dense; i++)
            {
                margins[i] = logits[(i * columns) + (nint)int.CreateTruncating(Targets[start + i])] - margins[i];
            }

            // The largest term of a sum is 1, so its logarithm is never that of a rounded zero.
            SoftmaxRow<T, V, L>.TakeLogarithms(sums, count);
            for (nint i = 0; i < count; i++)
            {
                losses[i] = Dense
                    ? Expected<V, L>(logits + (i * columns), Targets + ((start + i) * columns), columns, margins[i], sums[i])
                    : sums[i] - margins[i];
            }
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
