using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The logistic function <c>1 / (1 + e^-x)</c>.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Sigmoid<T> : IActivation<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => true;

    /// <inheritdoc/>
    public static bool HasBriefDerivative => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Computes <c>y (1 - y)</c> from the output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V y)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.NegateMultiplyAdd(y, y, y);

    /// <summary>Computes the function, subnormal results included; -inf gives 0, inf gives 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        if (typeof(T) != typeof(float)) return CloseTo<V, L>(x);

        // K e^x / (K + K e^x). With K = 1 the numerator and the denominator often are just above a power of two, where rounding costs most,
        // when the quotient is just below one, where a unit in the last place is least; results would be 3 such units off. This K keeps the
        // three apart: 1.92 units at most. Beyond the bounds the result rounds to 0 and 1.
        V bounded = L.Max(Lane<T, V, L>.Constant(-106), L.Min(Lane<T, V, L>.Constant(40), x));
        V e = PowerTable<T, V, L>.MultipleOfExp(bounded);
        return L.Divide(e, L.Add(Lane<T, V, L>.Constant(PowerTable<T, V, L>.Multiple), e));
    }

    /// <summary>Computes the same with less rounding, for functions that round again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V CloseTo<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // With e = e^x it is e - e * e / (1 + e) for negative x and 1 - 1 / (1 + e) for positive x: a correction of what is nearly right, so
        // that the roundings inside the correction count for little. Beyond the upper bound the result rounds to 1.
        V one = Lane<T, V, L>.One;
        V bounded = L.Max(Exponential<T, V, L>.LowerBound, L.Min(Lane<T, V, L>.Constant(40), x));
        V e = Exponential<T, V, L>.CloseTo(bounded);
        V main = L.Min(one, e);
        V share = L.Divide(main, L.Add(one, e));
        return L.NegateMultiplyAdd(main, share, main);
    }
}
