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
        where L : struct, ILanes<T, V>
    {
        V one = Lane<T, V, L>.One;

        // Small arguments take a polynomial, others 1 - 2 / (e^2|x| + 1); both round to little more than half a ULP.
        // Beyond the bound the result rounds to 1.
        V bounded = L.Min(Lane<T, V, L>.Constant(10, 20), L.Abs(x));
        V denominator = Exponential<T, V, L>.NormalPlusOne(L.Add(bounded, bounded));
        V large = L.Subtract(one, L.Divide(Lane<T, V, L>.Constant(2), denominator));
        V square = L.Multiply(bounded, bounded);
        V small = L.MultiplyAdd(L.Multiply(bounded, square), CubicQuotient<V, L>(square), bounded);
        V isSmall = L.LessThan(bounded, Lane<T, V, L>.Constant(0.55));
        return Lane<T, V, L>.WithSignOf(L.Select(isSmall, small, large), x);
    }

    /// <summary>Approximates <c>(tanh(x) - x) / x^3</c> for |x| below 0.55 from z = x^2.</summary>
    /// <remarks>
    /// Minimax polynomials (Remez exchange in 50 digits); error relative to tanh(x) 2^-29.9 for float, 2^-55.5 for double.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CubicQuotient<V, L>(V z)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V q;
        if (typeof(T) == typeof(float))
        {
            q = Lane<T, V, L>.Constant(-0.006275031268848275);
            q = Lane<T, V, L>.Horner(q, z, 0.021072834129228824);
            q = Lane<T, V, L>.Horner(q, z, -0.05385275025637618);
            q = Lane<T, V, L>.Horner(q, z, 0.13332592042584163);
            return Lane<T, V, L>.Horner(q, z, -0.3333331779129073);
        }

        q = Lane<T, V, L>.Constant(5.097758349118925e-05);
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
