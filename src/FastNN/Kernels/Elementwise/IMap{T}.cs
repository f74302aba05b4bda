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

    /// <summary>
    /// How many registers the whole function computes where the short form did not hold, before that is tried again: extraordinary arguments
    /// seldom come alone.
    /// </summary>
    const int Detour = 16;

    /// <summary>
    /// Gets whether <see cref="TryApply"/> is worth trying first: the function has a short form for ordinary arguments, whose constants stay in
    /// registers throughout a loop, while those of the whole function would not.
    /// </summary>
    static virtual bool HasShortForm<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V> => false;

    /// <summary>
    /// Computes the function, with the bits of <see cref="Apply"/>, if the arguments of all lanes are ordinary; returns false if not, and the
    /// result is undefined then.
    /// </summary>
    static virtual bool TryApply<V, L>(V x, out V result)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        result = x;
        return false;
    }
}
