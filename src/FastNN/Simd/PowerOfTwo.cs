using System.Runtime.CompilerServices;

namespace FastNN.Simd;

/// <summary>Scaling by powers of two through bit operations, for register widths without an instruction for it.</summary>
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
        int fractionBits = typeof(T) == typeof(float) ? 23 : 52;
        V one = typeof(T) == typeof(float) ? L.FillBits(0x3F800000) : L.FillBits(0x3FF0000000000000);
        V half = typeof(T) == typeof(float) ? L.FillBits(0x3F000000) : L.FillBits(0x3FE0000000000000);
        V magic = typeof(T) == typeof(float) ? L.FillBits(0x4B400000) : L.FillBits(0x4338000000000000);

        V first = L.MultiplyAdd(exponent, half, magic);
        V second = L.Add(L.Subtract(exponent, L.Subtract(first, magic)), magic);
        V firstPower = L.AddBits(L.ShiftLeftBits(first, fractionBits), one);
        V secondPower = L.AddBits(L.ShiftLeftBits(second, fractionBits), one);
        return L.Multiply(L.Multiply(value, firstPower), secondPower);
    }
}
