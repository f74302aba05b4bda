using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The negation <c>y = −x</c>; adjoint <c>x̄ −= ȳ</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct NegateFunction<T> : IFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => true;

    /// <inheritdoc/>
    public static bool IsBrief => true;

    /// <inheritdoc/>
    public static bool HasBriefDerivative => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Negate(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V y)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Negate(Lane<T, V, L>.One);

    /// <inheritdoc/>
    public Variable<T> Adjoint(Variable<T> gradient, Variable<T> saved) => -gradient;
}
