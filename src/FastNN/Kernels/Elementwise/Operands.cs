using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FastNN.Kernels;

/// <summary>Checks what callers pass to kernels, and says what was given and what was needed.</summary>
internal static unsafe class Operands
{
    public static void RequireSameLength<T>(ReadOnlySpan<T> x, string xName, ReadOnlySpan<T> other, string otherName)
    {
        if (x.Length != other.Length) ThrowLengths(x.Length, xName, other.Length, otherName);
    }

    public static void RequireLength<T>(ReadOnlySpan<T> x, string name, long length, string meaning)
    {
        if (x.Length != length) ThrowLength(x.Length, name, length, meaning);
    }

    /// <summary>Rejects two blocks of equal length that overlap without being the same: what is read would depend on the register width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireSameOrApart<T>(ReadOnlySpan<T> x, string xName, ReadOnlySpan<T> destination, string destinationName)
        where T : unmanaged
    {
        // What MemoryExtensions.Overlaps does takes as long as a dozen elements, for it is a call.
        if (Overlap(x, destination, out nint offset) && offset != 0) ThrowOverlap(xName, destinationName, offset / sizeof(T));
    }

    /// <summary>Rejects two blocks that overlap; they may be of different lengths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireApart<T>(ReadOnlySpan<T> x, string xName, ReadOnlySpan<T> destination, string destinationName)
        where T : unmanaged
    {
        if (!x.IsEmpty && !destination.IsEmpty && Overlap(x, destination, out _)) ThrowShared(xName, destinationName);
    }

    /// <summary>Checks that a block holds a row-major matrix of the given size.</summary>
    public static void RequireMatrix<T>(ReadOnlySpan<T> x, string name, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (x.Length != (long)rows * columns) ThrowMatrix(x.Length, name, rows, columns);
    }

    /// <summary>Tells whether two blocks share memory, and how many bytes after the one the other begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Overlap<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> destination, out nint offset)
        where T : unmanaged
    {
        offset = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(destination));
        return (nuint)offset < (nuint)x.Length * (nuint)sizeof(T) || (nuint)(-offset) < (nuint)destination.Length * (nuint)sizeof(T);
    }

    [DoesNotReturn]
    private static void ThrowLengths(int xLength, string xName, int otherLength, string otherName) => throw new ArgumentException(
        $"{otherName} has {otherLength} elements and {xName} has {xLength}; they must have the same number.", otherName);

    [DoesNotReturn]
    private static void ThrowLength(int given, string name, long needed, string meaning) => throw new ArgumentException(
        $"{name} has {given} elements; it must have {needed}, {meaning}.", name);

    [DoesNotReturn]
    private static void ThrowOverlap(string xName, string destinationName, nint offset) => throw new ArgumentException(
        $"{destinationName} begins {offset} elements after {xName} and overlaps it; they must be the same memory or apart.",
        destinationName);

    [DoesNotReturn]
    private static void ThrowShared(string xName, string destinationName) => throw new ArgumentException(
        $"{destinationName} overlaps {xName}; they must be apart.", destinationName);

    [DoesNotReturn]
    private static void ThrowMatrix(int given, string name, int rows, int columns) => throw new ArgumentException(
        $"{name} has {given} elements; {rows} rows of {columns} columns need {(long)rows * columns}.", name);
}
