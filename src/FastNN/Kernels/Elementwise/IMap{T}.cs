using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>A function of one element, written over a lane witness. Implementations are structs, which may carry parameters.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IMap<T>
    where T : unmanaged
{
    /// <summary>
    /// Gets whether the function takes a few instructions, at most two constants, and neither division nor root, which take longer than a loop's
    /// own instructions: then loops do well to compute several registers in a round.
    /// </summary>
    static virtual bool IsBrief => false;

    /// <summary>Computes the function in every lane.</summary>
    V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>;
}
