using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The power <c>y = xᵖ</c> with a constant exponent; adjoint <c>x̄ += ȳ·p·xᵖ⁻¹</c>, 0 for p = 0.</summary>
/// <remarks>Whole exponents up to 16 are products; others are the platform's power, one element at a time.</remarks>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct PowFunction<T>(T exponent) : IFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostProducts = 16;

    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x, exponent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> =>
        exponent == T.Zero ? L.Zero : L.Multiply(L.Fill(exponent), Of<V, L>(x, exponent - T.One));

    /// <inheritdoc/>
    public Variable<T> Adjoint(Variable<T> gradient, Variable<T> saved) =>
        exponent == T.Zero ? gradient * T.Zero : gradient * saved.Pow(exponent - T.One) * exponent;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Of<V, L>(V x, T exponent)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        if (!(exponent >= T.Zero && exponent <= T.CreateTruncating(MostProducts) && T.IsInteger(exponent)))
        {
            return PerLane.Apply<T, V, L, RealPower<T>>(x, L.Fill(exponent));
        }

        V result = Lane<T, V, L>.One;
        for (int left = int.CreateTruncating(exponent); left > 0; left >>= 1)
        {
            if ((left & 1) != 0) result = L.Multiply(result, x);
            x = L.Multiply(x, x);
        }

        return result;
    }
}
