using System.Numerics;
using FastNN.Simd;
using FastNN.Threading;

namespace FastNN.Peers.Ceilings;

/// <summary>A block that is read in one slice for each part.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct ReadWork<T> : IParallelWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The block.</summary>
    public T* Source;

    /// <summary>The elements of one slice.</summary>
    public nint SliceCount;

    /// <summary>The results, one cache line for each part.</summary>
    public T* Sinks;

    /// <inheritdoc/>
    public readonly void Execute(int part)
    {
        var kernel = new ReadKernel<T>
        {
            Source = Source + (part * SliceCount),
            Count = SliceCount,
            Sink = Sinks + ((nint)part * (64 / sizeof(T))),
        };
        Dispatch.Run<T, ReadKernel<T>>(ref kernel);
    }
}
