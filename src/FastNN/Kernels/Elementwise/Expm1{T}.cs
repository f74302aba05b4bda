using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The function e^x - 1, accurate near zero.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Expm1<T> : IMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Computes e^x - 1; -0 stays -0, -inf gives -1, inf gives inf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // Below the lower bound the result rounds to -1.
        V clamped = L.Max(Lane<T, V, L>.Constant(-18, -38), L.Min(Exponential<T, V, L>.UpperBound, x));
        V r = Exponential<T, V, L>.Reduce(clamped, out V exponent);
        V p = Exponential<T, V, L>.ReducedExpm1(r);

        // 2^n p + 2^n - 1, at half its size, because 2^n itself overflows before the result does.
        V half = Lane<T, V, L>.Constant(0.5);
        V power = Exponential<T, V, L>.NormalPower(exponent, half);
        V y = L.MultiplyAdd(power, p, L.Subtract(power, half));
        V tiny = L.LessThan(L.Abs(x), Lane<T, V, L>.Constant(1e-9, 1e-18));
        return L.Select(tiny, x, L.Add(y, y));
    }
}
