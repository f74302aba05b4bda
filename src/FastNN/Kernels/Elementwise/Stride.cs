using System.Runtime.CompilerServices;

namespace FastNN.Kernels;

/// <summary>
/// How a loop walks from sources to a destination, several elements a round: forward, or backward from the last whole round where forward its
/// loads would wait for its stores.
/// </summary>
/// <remarks>
/// A processor tells a load from earlier stores by the lowest bits of their addresses at first, the place within a page and little more, and a
/// load that seems to read what was just stored waits for it. Measured on Zen 3, in one of fourteen pairs of pages: five times as long for
/// brief functions, twice for e^x. Arrays of whole pages, one after another, lie like that: the second one's stores run ahead of the first one's
/// loads by an array's header. Backward the stores stay behind.
/// </remarks>
internal readonly unsafe struct Stride
{
    private const int PageBytes = 4096;

    // Stores this far ahead are done with by the time that loads reach their place.
    private const int AheadBytes = 512;

    private Stride(nint rounds, nint end, nint first, nint step)
    {
        Rounds = rounds;
        End = end;
        First = first;
        Step = step;
    }

    /// <summary>Gets the number of rounds.</summary>
    public nint Rounds { get; }

    /// <summary>Gets the element after the rounds' last one; from there on fewer than a round's are left.</summary>
    public nint End { get; }

    /// <summary>Gets the first round's first element.</summary>
    public nint First { get; }

    /// <summary>Gets the elements from one round to the next, negative backward.</summary>
    public nint Step { get; }

    /// <summary>Plans the rounds.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="count">The element after the last one.</param>
    /// <param name="length">The elements of a round, a power of two.</param>
    /// <param name="backward">Whether to walk backward, see <see cref="RunsAhead"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Stride Over(nint start, nint count, int length, bool backward)
    {
        nint rounds = (count - start) / length, end = start + (rounds * length);
        return backward ? new(rounds, end, end - length, -length) : new(rounds, end, start, length);
    }

    /// <summary>Tells whether a destination's stores, going forward, seem to run just ahead of a source's loads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool RunsAhead(void* destination, void* source)
    {
        nuint distance = ((nuint)destination - (nuint)source) % PageBytes;
        return distance - 1 < AheadBytes - 1;
    }
}
