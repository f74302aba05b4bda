using System.Numerics;
using FastNN.Memory;
using FastNN.Threading;

namespace FastNN.Layers;

/// <summary>What layers need to compute without a tape: scratch that is reused, and the team of threads.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class InferenceContext<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates a context.</summary>
    /// <param name="workers">The team of threads, or null for the calling thread alone.</param>
    public InferenceContext(WorkerPool? workers = null) => Workers = workers;

    /// <summary>Gets the team of threads, or null.</summary>
    public WorkerPool? Workers { get; }

    /// <summary>Gets the scratch; whoever takes from it rewinds it.</summary>
    public Arena<T> Scratch { get; } = new();

    /// <summary>Gives the scratch back to the system.</summary>
    public void Dispose() => Scratch.Dispose();
}
