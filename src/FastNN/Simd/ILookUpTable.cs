using System.Runtime.Intrinsics;

namespace FastNN.Simd;

/// <summary>
/// Sixteen floats for lanes to choose from. Constants, and in this form rather than in memory, because compilers then keep them in a
/// register, or where a load of a whole register does not straddle two cache lines.
/// </summary>
internal interface ILookUpTable
{
    static abstract Vector512<float> Entries { get; }

    /// <summary>
    /// Gets whether a function looks up this table and at most one more by one index. Of many, tables are brought into registers first: AMD's
    /// processors up to Zen 3 permute memory in twice the time that they permute registers in.
    /// </summary>
    static virtual bool IsOneOfFew => false;
}
