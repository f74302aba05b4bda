using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>What elementary functions ask of a lane witness beyond its operations: constants of either precision, and signs.</summary>
/// <remarks>
/// The element type is asked for right where a constant is made, never kept in a variable: only then does the compiler know the
/// constant early enough to keep it in a register throughout a loop.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static class Lane<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    public static V One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Bits(0x3F800000, 0x3FF0000000000000);
    }

    public static V SignBit
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Bits(int.MinValue, long.MinValue);
    }

    public static V Infinity
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Bits(0x7F800000, 0x7FF0000000000000);
    }

    public static V NaN
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Bits(0x7FC00000, 0x7FF8000000000000);
    }

    /// <summary>Gets 1.5 * 2^p, p the bits of the fraction: a number added to it is rounded to a whole one.</summary>
    public static V RoundingMagic
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Bits(0x4B400000, 0x4338000000000000);
    }

    /// <summary>Fills a register with a constant, rounded to the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Constant(double value) => typeof(T) == typeof(float)
        ? L.Fill((T)(object)(float)value)
        : L.Fill((T)(object)value);

    /// <summary>Fills a register with the constant of its element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Constant(double forSingle, double forDouble) => typeof(T) == typeof(float)
        ? L.Fill((T)(object)(float)forSingle)
        : L.Fill((T)(object)forDouble);

    /// <summary>Fills a register with the bits of its element type; not those of a signalling NaN, which compilers may quiet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Bits(int forSingle, long forDouble) =>
        typeof(T) == typeof(float) ? L.FillBits(forSingle) : L.FillBits(forDouble);

    /// <summary>Takes one step of Horner's scheme: <c>sum * x + coefficient</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Horner(V sum, V x, double coefficient) => L.MultiplyAdd(sum, x, Constant(coefficient));

    /// <summary>Limits a value from both sides; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Clamp(V x, double lower, double upper) => L.Max(Constant(lower), L.Min(Constant(upper), x));

    /// <summary>Computes x / 6, correctly rounded but for subnormal results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sixth(V x)
    {
        // 1/6 in two parts; the second is what the first lost in rounding.
        V high = Constant(1.0 / 6);
        V low = Constant((1.0 / 6) - (float)(1.0 / 6), 9.25185853854297e-18);
        return L.MultiplyAdd(x, high, L.Multiply(x, low));
    }

    /// <summary>Sets the sign bit where another value has it: gives the sign of <paramref name="sign"/> to a value without one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V WithSignOf(V value, V sign) => L.Or(value, L.And(sign, SignBit));
}
