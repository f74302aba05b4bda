using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Chooses between the search for the largest and the smallest element.</summary>
internal interface IExtremum
{
    /// <summary>Takes the element in question of two, in every lane.</summary>
    static abstract V Pick<T, V, L>(V left, V right)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V>;

    /// <summary>Takes the element in question of all lanes.</summary>
    static abstract V PickAcross<T, V, L>(V value)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V>;
}
