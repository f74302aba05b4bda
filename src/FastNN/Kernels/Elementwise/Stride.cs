using System.Runtime.CompilerServices;

namespace FastNN.Kernels;

/// <summary>
/// How a loop walks from sources to a destination, several elements a round: forward, or backward from the last whole round where forward its
/// loads would wait for its stores.
/// </summary>
/// <remarks>
/// A processor tells a load from earlier stores by the lowest bits of their addresses at first, the place within a page and little more, and a
/// load that seems to read what was just stored waits for it. Arrays of whole pages, one after another, lie like that: the second one's stores
/// run ahead of the first one's loads by an array's header. Backward the stores stay behind.
/// </remarks>
internal readonly unsafe struct Stride
{
    private const int PageBytes = 4096;

    // Stores this far ahead are done with by the time that loads reach their place.
    private const int AheadBytes = 512;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Stride(nint first, nint stop, nint step, nint end)
    {
        First = first;
        Stop = stop;
        Step = step;
        End = end;
    }

    /// <summary>Gets the first round's first element.</summary>
    public nint First { get; }

    /// <summary>Gets where a further round would begin, at either end of the block.</summary>
    public nint Stop { get; }

    /// <summary>Gets the elements from one round to the next, negative backward.</summary>
    public nint Step { get; }

    /// <summary>Gets the element after those of the rounds; from there on fewer than a round's are left.</summary>
    public nint End { get; }

    /// <summary>Plans the rounds.</summary>
    /// <param name="count">The elements of the block.</param>
    /// <param name="length">The elements of a round, a power of two.</param>
    /// <param name="backward">Whether to walk backward, see <see cref="RunsAhead"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Stride Over(nint count, int length, bool backward)
    {
        nint end = count & -length;
        return backward ? new(end - length, -length, -length, end) : new(0, end, length, end);
    }

    /// <summary>Tells whether a destination's stores, going forward, seem to run just ahead of a source's loads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool RunsAhead(void* destination, void* source)
    {
        nuint distance = ((nuint)destination - (nuint)source) % PageBytes;
        return distance - 1 < AheadBytes - 1;
    }
}
