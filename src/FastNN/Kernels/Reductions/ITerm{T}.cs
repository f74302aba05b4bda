using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>What a sum is taken of: a term in one or two elements, added to a running sum.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface ITerm<T>
    where T : unmanaged
{
    /// <summary>Gets whether the term has a right element; it is not read otherwise.</summary>
    static abstract bool UsesRight { get; }

    /// <summary>Adds the term to the sum in every lane.</summary>
    V AddTo<V, L>(V sum, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V>;
}
