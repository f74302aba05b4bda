using System.Numerics;
using FastNN.Simd;
using FastNN.Threading;

namespace FastNN.Peers.Ceilings;

/// <summary>The same stretch of multiply-adds for every part.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct FmaWork<T> : IParallelWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How often each part extends its chains.</summary>
    public int Iterations;

    /// <summary>The results, one cache line for each part.</summary>
    public T* Sinks;

    /// <inheritdoc/>
    public readonly void Execute(int part)
    {
        var kernel = new FmaKernel<T> { Iterations = Iterations, Sink = Sinks + ((nint)part * (64 / sizeof(T))) };
        Dispatch.Run<T, FmaKernel<T>>(ref kernel);
    }
}
