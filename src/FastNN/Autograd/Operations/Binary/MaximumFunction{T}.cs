using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The larger of two, <c>y = max(a, b)</c>, NaN if either is; adjoint ȳ to the larger, half of it to each of equals, as PyTorch does.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct MaximumFunction<T> : IBinaryFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static AdjointForm LeftForm => AdjointForm.OfBoth;

    /// <inheritdoc/>
    public static AdjointForm RightForm => AdjointForm.OfBoth;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Pairs<T, V, L>.Max(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LeftAdjoint<V, L>(V gradient, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Pairs<T, V, L>.ShareOfLarger(gradient, left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V RightAdjoint<V, L>(V gradient, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Pairs<T, V, L>.ShareOfLarger(gradient, right, left);

    /// <inheritdoc/>
    public static Variable<T> LeftAdjoint(Variable<T> gradient, Variable<T> left, Variable<T> right, Variable<T> output) =>
        gradient * BinaryOperation<T, MaximumFunction<T>>.Weight<LeftAdjointMap<T, MaximumFunction<T>>>(left, right, output);

    /// <inheritdoc/>
    public static Variable<T> RightAdjoint(Variable<T> gradient, Variable<T> left, Variable<T> right, Variable<T> output) =>
        gradient * BinaryOperation<T, MaximumFunction<T>>.Weight<RightAdjointMap<T, MaximumFunction<T>>>(left, right, output);
}
