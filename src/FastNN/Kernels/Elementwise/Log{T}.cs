using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The natural logarithm.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Log<T> : IMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Computes ln(x), subnormal arguments included; 0 gives -inf, negative numbers NaN, inf gives inf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // Subnormal numbers become normal ones first.
        V subnormal = L.LessThan(x, Lane<T, V, L>.Bits(0x00800000, 0x0010000000000000));
        V normal = L.Select(subnormal, L.Multiply(x, Lane<T, V, L>.Constant(33554432.0, 18014398509481984.0)), x);
        V shift = L.And(subnormal, Lane<T, V, L>.Constant(25, 54));
        V mantissa = Logarithm<T, V, L>.Split(normal, out V exponent);
        V f = L.Subtract(mantissa, Lane<T, V, L>.One);
        V y = Logarithm<T, V, L>.Join(f, L.Subtract(exponent, shift));

        // Infinity and NaN come through as they are; zero and negative numbers get their limits.
        y = L.Select(L.LessThan(x, Lane<T, V, L>.Infinity), y, x);
        V limit = L.Select(L.AreEqual(x, L.Zero), L.Negate(Lane<T, V, L>.Infinity), Lane<T, V, L>.NaN);
        return L.Select(L.LessThanOrEqual(x, L.Zero), limit, y);
    }
}
