using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Computes the logarithm of the softmax, or only the log-sum-exp, of every row of a matrix.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct LogSoftmaxKernel<T> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* X;
    public nint Rows;
    public nint Columns;

    /// <summary>Receives the logarithms, rows x columns, unless null; may be <see cref="X"/>.</summary>
    public T* Destination;

    /// <summary>Receives the log-sum-exp of every row unless null.</summary>
    public T* LogSums;

    // What is gathered is written before it is read.
    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        nint columns = Columns;
        T* shifts = stackalloc T[SoftmaxRow<T, V, L>.GatheredRows];
        T* logSums = stackalloc T[SoftmaxRow<T, V, L>.GatheredRows];
        for (nint start = 0; start < Rows; start += SoftmaxRow<T, V, L>.GatheredRows)
        {
            nint count = nint.Min(Rows - start, SoftmaxRow<T, V, L>.GatheredRows);
            T* x = X + (start * columns);

            // A row without a finite largest element is not shifted for its log-sum-exp, which then is that element itself.
            SoftmaxRows<T, V, L>.SumExponentials(x, count, columns, shiftsFiniteOnly: LogSums != null, shifts, logSums);
            SoftmaxRow<T, V, L>.TakeLogarithms(logSums, count);
            for (nint i = 0; i < count; i++)
            {
                if (LogSums != null) LogSums[start + i] = shifts[i] + logSums[i];
                if (Destination != null)
                {
                    Shift<V, L>(x + (i * columns), columns, shifts[i], logSums[i], Destination + ((start + i) * columns));
                }
            }
        }
    }

    // x - shift - logSum in two steps: their sum could round away what is left of a large shift.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Shift<V, L>(T* x, nint columns, T shift, T logSum, T* destination)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V shifts = L.Fill(shift);
        V logSums = L.Fill(logSum);
        nint i = 0;
        for (; i <= columns - L.Count; i += L.Count)
        {
            L.Store(L.Subtract(L.Subtract(L.Load(x + i), shifts), logSums), destination + i);
        }

        if (i < columns)
        {
            V mask = L.FirstLanes((int)(columns - i));
            L.StoreMasked(L.Subtract(L.Subtract(L.LoadMasked(x + i, mask), shifts), logSums), destination + i, mask);
        }
    }
}
