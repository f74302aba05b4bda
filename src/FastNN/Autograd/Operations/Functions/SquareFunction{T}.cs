using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The square <c>y = x²</c>; adjoint <c>x̄ += ȳ·2x</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct SquareFunction<T> : IFunction<T>
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
        where L : struct, ILanes<T, V> => L.Multiply(x, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Add(x, x);

    /// <inheritdoc/>
    public Variable<T> Adjoint(Variable<T> gradient, Variable<T> saved) => gradient * (saved + saved);
}
