using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>A function of two elements, written over a lane witness. Implementations are structs, which may carry parameters.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IBinaryMap<T>
    where T : unmanaged
{
    /// <summary>Gets whether the function is brief, as <see cref="IMap{T}.IsBrief"/> says of one element's.</summary>
    static virtual bool IsBrief => false;

    /// <summary>Computes the function in every lane.</summary>
    V Apply<V, L>(V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V>;
}
