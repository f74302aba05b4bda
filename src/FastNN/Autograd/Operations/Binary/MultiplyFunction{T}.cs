using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The product <c>y = a·b</c>; adjoint <c>ā += ȳ·b, b̄ += ȳ·a</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct MultiplyFunction<T> : IBinaryFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static AdjointForm LeftForm => AdjointForm.OfRight;

    /// <inheritdoc/>
    public static AdjointForm RightForm => AdjointForm.OfLeft;

    /// <inheritdoc/>
    public static bool IsBrief => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Multiply(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LeftAdjoint<V, L>(V gradient, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Multiply(gradient, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V RightAdjoint<V, L>(V gradient, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Multiply(gradient, left);

    /// <inheritdoc/>
    public static Variable<T> LeftAdjoint(Variable<T> gradient, Variable<T> left, Variable<T> right, Variable<T> output) =>
        gradient * right;

    /// <inheritdoc/>
    public static Variable<T> RightAdjoint(Variable<T> gradient, Variable<T> left, Variable<T> right, Variable<T> output) =>
        gradient * left;
}
