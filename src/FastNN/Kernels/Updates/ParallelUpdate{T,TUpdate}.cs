using System.Numerics;
using FastNN.Memory;
using FastNN.Threading;

namespace FastNN.Kernels;

/// <summary>An update cut into pieces that begin at cache lines, one for each part.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TUpdate">The rule.</typeparam>
internal unsafe struct ParallelUpdate<T, TUpdate> : IParallelWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TUpdate : struct, IUpdate<T>
{
    /// <summary>
    /// The fewest elements of a part. Fork and join cost a few microseconds; the cheapest rule moves so many elements in about as long, and
    /// smaller parts would not pay.
    /// </summary>
    public const int LeastPartLength = 32 * 1024;

    private TUpdate _update;
    private UpdateOperands<T> _operands;
    private int _partLength;

    /// <summary>Updates by a team, or on the caller where there is little to do or the team is null.</summary>
    /// <param name="update">The rule.</param>
    /// <param name="operands">What it moves.</param>
    /// <param name="pool">The team, or null.</param>
    public static void Run(in TUpdate update, in UpdateOperands<T> operands, WorkerPool? pool)
    {
        int parts = pool == null ? 1 : Math.Min(pool.ThreadCount, operands.Count / LeastPartLength);
        if (parts <= 1)
        {
            Updates.Run(update, operands.Parameters, operands.Gradients, operands.First, operands.Second, operands.Count);
            return;
        }

        // Two threads must not write to the same cache line.
        int line = AlignedBuffer<T>.AlignmentBytes / sizeof(T);
        int lines = (operands.Count - 1) / line + 1;
        int partLength = ((lines - 1) / parts + 1) * line;
        var work = new ParallelUpdate<T, TUpdate> { _update = update, _operands = operands, _partLength = partLength };
        pool!.Run(ref work, (operands.Count - 1) / partLength + 1);
    }

    /// <inheritdoc/>
    public readonly void Execute(int part)
    {
        UpdateOperands<T> o = _operands;
        int start = part * _partLength;
        Updates.Run(
            _update,
            o.Parameters + start,
            o.Gradients + start,
            o.First == null ? null : o.First + start,
            o.Second == null ? null : o.Second + start,
            Math.Min(_partLength, o.Count - start));
    }
}
