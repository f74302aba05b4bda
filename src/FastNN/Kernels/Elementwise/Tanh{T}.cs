using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The hyperbolic tangent.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Tanh<T> : IActivation<T>
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

    /// <summary>Computes <c>1 - y^2</c> from the output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V y)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.NegateMultiplyAdd(y, y, Lane<T, V, L>.One);

    /// <summary>Computes tanh(x); the infinities give -1 and 1, -0 stays -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> =>
        Lane<T, V, L>.WithSignOf(typeof(T) == typeof(float) ? TanhTable<T, V, L>.OfAbs(x) : OfAbsDouble<V, L>(x), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfAbsDouble<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V one = Lane<T, V, L>.One;

        // Small arguments take a polynomial, others 1 - 2 / (e^2|x| + 1); both round to little more than half a ULP.
        // Beyond the bound the result rounds to 1.
        V bounded = L.Min(Lane<T, V, L>.Constant(20), L.Abs(x));
        V r = Exponential<T, V, L>.Reduce(L.Add(bounded, bounded), out V exponent);
        V power = Exponential<T, V, L>.NormalPower(exponent, one);
        V denominator = L.MultiplyAdd(power, Exponential<T, V, L>.ReducedExp(r), one);
        V large = L.Subtract(one, L.Divide(Lane<T, V, L>.Constant(2), denominator));
        V square = L.Multiply(bounded, bounded);
        V small = L.MultiplyAdd(L.Multiply(bounded, square), CubicQuotient<V, L>(square), bounded);
        return L.Select(L.LessThan(bounded, Lane<T, V, L>.Constant(0.55)), small, large);
    }

    /// <summary>Approximates <c>(tanh(x) - x) / x^3</c> for |x| below 0.55 from z = x^2, in double.</summary>
    /// <remarks>Minimax polynomial (Remez exchange in 50 digits); error relative to tanh(x) 2^-55.5.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CubicQuotient<V, L>(V z)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V q = Lane<T, V, L>.Constant(5.097758349118925e-05);
        q = Lane<T, V, L>.Horner(q, z, -0.00021024504454847135);
        q = Lane<T, V, L>.Horner(q, z, 0.0005791059643105225);
        q = Lane<T, V, L>.Horner(q, z, -0.0014532077768265527);
        q = Lane<T, V, L>.Horner(q, z, 0.0035917182108438045);
        q = Lane<T, V, L>.Horner(q, z, -0.008863194365064409);
        q = Lane<T, V, L>.Horner(q, z, 0.021869485968245162);
        q = Lane<T, V, L>.Horner(q, z, -0.053968253875986805);
        q = Lane<T, V, L>.Horner(q, z, 0.13333333333168954);
        return Lane<T, V, L>.Horner(q, z, -0.3333333333333232);
    }
}
