namespace FastNN.Serialization;

/// <summary>Converts between 32-bit floats and their upper halves, the format BF16, which .NET has no type for.</summary>
internal static class BFloat16Bits
{
    /// <summary>Widens; exact.</summary>
    public static float ToSingle(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    /// <summary>Rounds to the nearest, ties to even; NaN stays NaN, and what is too large becomes infinite.</summary>
    public static ushort FromSingle(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);

        // Rounding could carry a NaN's fraction away, or cut it to that of infinity; the quiet bit keeps it a NaN.
        if (float.IsNaN(value)) return (ushort)((bits >> 16) | 0x40);
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    /// <summary>Rounds to the nearest, ties to even, in one step.</summary>
    public static ushort FromDouble(double value)
    {
        float nearest = (float)value;
        if (double.IsNaN(value) || nearest == value) return FromSingle(nearest);

        // Rounding twice can go wrong at ties. Rounded to odd instead, the float is still on the same side of every tie of BF16.
        uint bits = BitConverter.SingleToUInt32Bits(nearest);
        if (Math.Abs((double)nearest) > Math.Abs(value)) bits--;
        return FromSingle(BitConverter.UInt32BitsToSingle(bits | 1));
    }
}
