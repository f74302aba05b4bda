using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The smaller of two, <c>y = min(a, b)</c>, NaN if either is; adjoint ȳ to the smaller, half of it to each of equals, as PyTorch does.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct MinimumFunction<T> : IBinaryFunction<T>
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
        where L : struct, ILanes<T, V> => Pairs<T, V, L>.Min(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LeftAdjoint<V, L>(V gradient, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Pairs<T, V, L>.ShareOfLarger(gradient, right, left);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V RightAdjoint<V, L>(V gradient, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Pairs<T, V, L>.ShareOfLarger(gradient, left, right);

    /// <inheritdoc/>
    public static Variable<T> LeftAdjoint(Variable<T> gradient, Variable<T> left, Variable<T> right, Variable<T> output) =>
        gradient * BinaryOperation<T, MinimumFunction<T>>.Weight<LeftAdjointMap<T, MinimumFunction<T>>>(left, right, output);

    /// <inheritdoc/>
    public static Variable<T> RightAdjoint(Variable<T> gradient, Variable<T> left, Variable<T> right, Variable<T> output) =>
        gradient * BinaryOperation<T, MinimumFunction<T>>.Weight<RightAdjointMap<T, MinimumFunction<T>>>(left, right, output);
}
