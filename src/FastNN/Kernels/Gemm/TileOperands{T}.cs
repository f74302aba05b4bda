using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FastNN.Kernels;

/// <summary>What a register tile reads and writes: <c>C = A·B + addend</c>. Strides are in bytes.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct TileOperands<T>
    where T : unmanaged
{
    /// <summary>The number of products that are summed.</summary>
    public nint K;

    /// <summary>The first row of A at the first step.</summary>
    public T* A;

    /// <summary>The distance between two rows of A.</summary>
    public nint ARow;

    /// <summary>The distance between two steps along k in A.</summary>
    public nint AStep;

    /// <summary>The first column of B at the first step; a step's columns lie side by side.</summary>
    public T* B;

    /// <summary>The distance between two steps along k in B.</summary>
    public nint BStep;

    /// <summary>The tile's first element of C.</summary>
    public T* C;

    /// <summary>The distance between two rows of C.</summary>
    public nint CRow;

    /// <summary>What is added to the sums: earlier sums (C itself), a bias row, or the row of <see cref="Nothing"/>.</summary>
    public T* Addend;

    /// <summary>The distance between two rows of the addend; zero for a row that is added to all.</summary>
    public nint AddendRow;

    /// <summary>Where a tile that packs B puts its columns, step after step.</summary>
    public T* Panel;

    /// <summary>The first line to ask for while the tile runs, see <see cref="LinesAhead{T}"/>; any address will do.</summary>
    public byte* Ahead;

    /// <summary>The distance of a second line from it.</summary>
    public nint AheadSecond;

    /// <summary>The distance between the lines of two rounds of the tile's loop.</summary>
    public nint AheadStep;

    /// <summary>Gets a row of zeros, as wide as the widest tile.</summary>
    public static T* Nothing => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Zeros));

    // Part of the assembly's image, which does not move.
    private static ReadOnlySpan<ulong> Zeros => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
}
