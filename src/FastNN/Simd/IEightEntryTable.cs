using System.Runtime.Intrinsics;

namespace FastNN.Simd;

/// <summary>A table of sixteen whose second eight entries are the first once more: registers of eight look up one register of it.</summary>
internal interface IEightEntryTable : ILookUpTable
{
    /// <summary>
    /// Gets the eight entries. A constant of its own: where registers are not that wide, compilers make a structure of two of the sixteen.
    /// </summary>
    static abstract Vector256<float> Eight { get; }
}
