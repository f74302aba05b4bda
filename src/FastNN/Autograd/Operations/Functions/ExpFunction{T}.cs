using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The exponential <c>y = eˣ</c>; adjoint <c>x̄ += ȳ·y</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct ExpFunction<T> : IFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => true;

    /// <inheritdoc/>
    public static bool HasBriefDerivative => true;

    /// <inheritdoc/>
    public static bool HasShortForm<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V> => Exp<T>.HasShortForm<V, L>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryApply<V, L>(V x, out V result)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Exp<T>.TryApply<V, L>(x, out result);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Exp<T>.Of<V, L>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V y)
        where V : unmanaged
        where L : struct, ILanes<T, V> => y;

    /// <inheritdoc/>
    public Variable<T> Adjoint(Variable<T> gradient, Variable<T> saved) => gradient * saved;
}
