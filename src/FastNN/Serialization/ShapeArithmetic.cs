namespace FastNN.Serialization;

/// <summary>Computes sizes from shapes that are not to be trusted.</summary>
internal static class ShapeArithmetic
{
    /// <summary>Multiplies the dimensions, from left to right; the empty shape, a scalar, has one element.</summary>
    /// <returns><see langword="false"/> where a dimension is negative or the product leaves 63 bits.</returns>
    public static bool TryCount(ReadOnlySpan<long> shape, out long count)
    {
        count = 1;
        foreach (long dimension in shape)
        {
            if (dimension < 0 || !TryMultiply(count, dimension, out count)) return false;
        }

        return true;
    }

    /// <summary>Multiplies two numbers that are not negative.</summary>
    /// <returns><see langword="false"/> where the product leaves 63 bits.</returns>
    public static bool TryMultiply(long left, long right, out long product)
    {
        ulong high = Math.BigMul((ulong)left, (ulong)right, out ulong low);
        product = (long)low;
        return high == 0 && low <= long.MaxValue;
    }
}
