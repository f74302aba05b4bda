using System.Runtime.Intrinsics;

namespace FastNN.Simd;

/// <summary>Eight floats for lanes to choose from; constants for the reason that <see cref="ILookUpTable"/> gives.</summary>
internal interface IEightEntryTable
{
    static abstract Vector256<float> Entries { get; }

    /// <summary>Gets the entries twice, for registers of sixteen: compilers do not put two constants together to one.</summary>
    static abstract Vector512<float> EntriesTwice { get; }
}
