using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The difference <c>y = a − b</c>; adjoint <c>ā += ȳ, b̄ −= ȳ</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct SubtractFunction<T> : IBinaryFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static AdjointForm LeftForm => AdjointForm.Gradient;

    /// <inheritdoc/>
    public static AdjointForm RightForm => AdjointForm.OfGradient;

    /// <inheritdoc/>
    public static bool IsBrief => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Subtract(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LeftAdjoint<V, L>(V gradient, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => gradient;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V RightAdjoint<V, L>(V gradient, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Negate(gradient);

    /// <inheritdoc/>
    public static Variable<T> LeftAdjoint(Variable<T> gradient, Variable<T> left, Variable<T> right, Variable<T> output) =>
        gradient;

    /// <inheritdoc/>
    public static Variable<T> RightAdjoint(Variable<T> gradient, Variable<T> left, Variable<T> right, Variable<T> output) =>
        -gradient;
}
