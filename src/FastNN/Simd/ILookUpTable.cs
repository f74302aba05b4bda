using System.Runtime.Intrinsics;

namespace FastNN.Simd;

/// <summary>
/// Sixteen floats for lanes to choose from. Constants, and in this form rather than in memory, because compilers then keep them in a
/// register, or where a load of a whole register does not straddle two cache lines.
/// </summary>
internal interface ILookUpTable
{
    static abstract Vector512<float> Entries { get; }
}
