using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The absolute value <c>y = |x|</c>; adjoint <c>x̄ += ȳ·sign(x)</c>, with sign(0) = 0.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct AbsFunction<T> : IFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => false;

    /// <inheritdoc/>
    public static bool IsBrief => true;

    /// <inheritdoc/>
    public static bool HasBriefDerivative => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Abs(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Select(L.AreEqual(x, L.Zero), L.Zero, Lane<T, V, L>.WithSignOf(Lane<T, V, L>.One, x));

    /// <inheritdoc/>
    public Variable<T> Adjoint(Variable<T> gradient, Variable<T> saved) => gradient * PiecewiseDerivative<T>.Of(this, saved);
}
