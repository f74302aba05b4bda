using System.Runtime.CompilerServices;

namespace FastNN.Simd;

/// <summary>Scaling by powers of two, and splitting them off, through bit operations, for processors without instructions for it.</summary>
internal static class PowerOfTwo
{
    /// <summary>Does what <see cref="ILanes{T, V}.ScaleByPowerOfTwo"/> says, for whole exponents.</summary>
    /// <remarks>
    /// Two factors 2^a * 2^b with a + b = exponent, each of them a normal number. The first product is exact, the second takes the
    /// only rounding. Adding 1.5 * 2^p, p the bits of the fraction, puts a whole number into the low bits of the sum; shifting it
    /// left by p moves it into the exponent field and the rest of the sum out of the word.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Scale<T, V, L>(V value, V exponent)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V one = Bits<T, V, L>(0x3F800000, 0x3FF0000000000000);
        V half = Bits<T, V, L>(0x3F000000, 0x3FE0000000000000);
        V magic = Bits<T, V, L>(0x4B400000, 0x4338000000000000);

        // As a rule the power itself is a normal number.
        V most = Bits<T, V, L>(0x42FC0000, 0x408FF00000000000);
        if (L.All(L.LessThanOrEqual(L.Abs(exponent), most)))
        {
            return L.Multiply(value, L.AddBits(ToExponent<T, V, L>(L.Add(exponent, magic)), one));
        }

        V first = L.MultiplyAdd(exponent, half, magic);
        V second = L.Add(L.Subtract(exponent, L.Subtract(first, magic)), magic);
        V firstPower = L.AddBits(ToExponent<T, V, L>(first), one);
        V secondPower = L.AddBits(ToExponent<T, V, L>(second), one);
        return L.Multiply(L.Multiply(value, firstPower), secondPower);
    }

    /// <summary>Does what <see cref="ILanes{T, V}.Significand"/> says.</summary>
    /// <remarks>
    /// Subtracting the bits of 3/4 makes the exponent field count from there. The field is turned into a number by placing it below the bits of
    /// 2^p, p the bits of the fraction, and subtracting 2^p and the exponent's bias. Zero and infinity come out of this with a significand of 1.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Split<T, V, L>(V value, out V exponent)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V infinity = Bits<T, V, L>(0x7F800000, 0x7FF0000000000000);
        V smallest = Bits<T, V, L>(0x00800000, 0x0010000000000000);

        // As a rule all numbers are ordinary ones, and what others need is passed over.
        if (L.All(L.And(L.LessThanOrEqual(smallest, value), L.LessThan(value, infinity)))) return SplitNormal<T, V, L>(value, out exponent);

        // Subnormal numbers become normal ones first, by 2^25 or 2^54.
        V subnormal = L.LessThan(value, smallest);
        V lift = Bits<T, V, L>(0x4C000000, 0x4350000000000000);
        V shift = L.And(subnormal, Bits<T, V, L>(0x41C80000, 0x404B000000000000));
        V significand = SplitNormal<T, V, L>(L.Select(subnormal, L.Multiply(value, lift), value), out V whole);
        whole = L.Select(L.LessThan(value, infinity), L.Subtract(whole, shift), value);
        whole = L.Select(L.LessThan(value, L.Zero), L.Subtract(infinity, infinity), whole);
        exponent = L.Select(L.AreEqual(value, L.Zero), L.Negate(infinity), whole);
        return significand;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SplitNormal<T, V, L>(V value, out V exponent)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V difference = L.AddBits(value, Bits<T, V, L>(0x00400000, 0x0008000000000000));
        V field = typeof(T) == typeof(float) ? L.ShiftRightBits(difference, 23) : L.ShiftRightBits(difference, 52);
        field = L.AddBits(field, Bits<T, V, L>(0x4B000000, 0x4330000000000000));
        exponent = L.Subtract(field, Bits<T, V, L>(0x4B00007F, 0x43300000000003FF));
        V fraction = L.And(difference, Bits<T, V, L>(0x007FFFFF, 0x000FFFFFFFFFFFFF));
        return L.AddBits(fraction, Bits<T, V, L>(0x3F400000, 0x3FE8000000000000));
    }

    /// <summary>Shifts the lowest bits to where the exponent is.</summary>
    /// <remarks>A count that is known early becomes part of the instruction.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ToExponent<T, V, L>(V value)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V> => typeof(T) == typeof(float) ? L.ShiftLeftBits(value, 23) : L.ShiftLeftBits(value, 52);

    // The element type is asked for right where a constant is made, so that the compiler knows the constant early.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Bits<T, V, L>(int forSingle, long forDouble)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V> => typeof(T) == typeof(float) ? L.FillBits(forSingle) : L.FillBits(forDouble);
}
