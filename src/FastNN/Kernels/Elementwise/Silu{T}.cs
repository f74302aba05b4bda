using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The sigmoid linear unit <c>x / (1 + e^-x)</c>, also called swish.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Silu<T> : IActivation<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Computes <c>s (1 + x (1 - s))</c>, s the logistic function of the input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V one = Lane<T, V, L>.One;
        V sigmoid = Sigmoid<T>.Of<V, L>(x);
        V bounded = Lane<T, V, L>.Clamp(x, Exponential<T, V, L>.LowerBound, Exponential<T, V, L>.UpperBound);
        return L.Multiply(sigmoid, L.MultiplyAdd(bounded, L.Subtract(one, sigmoid), one));
    }

    /// <summary>Computes the function; -inf gives -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // As Sigmoid, times x. Far below zero e^x is subnormal while x e^x is not: the power of two is applied last. The lower
        // bound keeps -inf from meeting a zero; the result has rounded to -0 there.
        V one = Lane<T, V, L>.One;
        V negative = L.LessThan(x, L.Zero);
        V r = Exponential<T, V, L>.Reduce(Exponential<T, V, L>.NegatedAbs(x, 1.1), out V exponent);
        V p = Exponential<T, V, L>.ReducedExpm1(r);
        V e = L.ScaleByPowerOfTwo(L.Add(one, p), exponent);
        V share = L.Divide(e, L.Add(one, e));
        V bounded = L.Max(Lane<T, V, L>.Constant(1.1 * Exponential<T, V, L>.LowerBound), x);
        V main = L.MultiplyAdd(bounded, L.And(negative, p), bounded);
        V y = L.NegateMultiplyAdd(main, share, main);
        return L.Select(negative, L.ScaleByPowerOfTwo(y, exponent), y);
    }
}
