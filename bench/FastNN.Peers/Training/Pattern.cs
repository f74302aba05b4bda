using System.Numerics;

namespace FastNN.Peers.Training;

/// <summary>Numbers that look random and that torch_steps.py makes alike, so that both train the same network on the same data.</summary>
internal static class Pattern
{
    /// <summary>Fills a block with numbers from -limit to limit.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="destination">The block.</param>
    /// <param name="salt">What tells this block's numbers from another's.</param>
    /// <param name="limit">The limit.</param>
    public static void FillUniform<T>(Span<T> destination, uint salt, double limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < destination.Length; i++) destination[i] = T.CreateChecked(((Bits((uint)i + salt) / 2147483648.0) - 1) * limit);
    }

    /// <summary>Fills a block with class indices.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="destination">The block.</param>
    /// <param name="salt">What tells this block's numbers from another's.</param>
    /// <param name="classes">The number of classes.</param>
    public static void FillClasses<T>(Span<T> destination, uint salt, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < destination.Length; i++) destination[i] = T.CreateChecked(Bits((uint)i + salt) % (uint)classes);
    }

    // Two odd multipliers with their bits well mixed (the golden ratio's, and one of xxHash), each followed by a shift.
    private static uint Bits(uint x)
    {
        x *= 2654435761;
        x = (x ^ (x >> 15)) * 2246822519;
        return x ^ (x >> 13);
    }
}
