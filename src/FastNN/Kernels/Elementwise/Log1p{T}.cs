using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The function ln(1 + x), accurate near zero.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Log1p<T> : IMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Computes ln(1 + x); -0 stays -0, -1 gives -inf, smaller numbers NaN, inf gives inf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V one = Lane<T, V, L>.One;
        V larger = L.Max(one, x);
        V smaller = L.Min(one, x);
        V sum = L.Add(one, x);
        V rest = L.Subtract(smaller, L.Subtract(sum, larger));
        V mantissa = Logarithm<T, V, L>.Split(sum, out V exponent);

        // What 1 + x lost in rounding, scaled by the same power of two as the mantissa. That power leaves the range of
        // the format for huge x, where the rest does not count.
        V power = L.AddBits(L.SubtractBits(mantissa, sum), one);
        V scaled = L.And(L.LessThan(x, Lane<T, V, L>.Constant(1e18)), L.Multiply(rest, power));
        V f = L.Add(L.Subtract(mantissa, one), scaled);
        V y = Lane<T, V, L>.WithSignOf(Logarithm<T, V, L>.Join(f, exponent), x);

        y = L.Select(L.LessThan(x, Lane<T, V, L>.Infinity), y, x);
        V minusOne = L.Negate(one);
        V limit = L.Select(L.AreEqual(x, minusOne), L.Negate(Lane<T, V, L>.Infinity), Lane<T, V, L>.NaN);
        return L.Select(L.LessThanOrEqual(x, minusOne), limit, y);
    }
}
