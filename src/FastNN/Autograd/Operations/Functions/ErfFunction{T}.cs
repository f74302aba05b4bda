using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The error function <c>y = erf x</c>; adjoint <c>x̄ += ȳ·2/√π·e^(−x²)</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct ErfFunction<T> : IFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // 2 / sqrt(pi)
    private const double Slope = 1.1283791670955126;

    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Erf<T>.Of<V, L>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> =>
        L.Multiply(Lane<T, V, L>.Constant(Slope), Exp<T>.Of<V, L>(L.Negate(L.Multiply(x, x))));

    /// <inheritdoc/>
    public Variable<T> Adjoint(Variable<T> gradient, Variable<T> saved) =>
        gradient * (-saved.Square()).Exp() * T.CreateChecked(Slope);
}
