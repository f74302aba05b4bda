using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The adjoint of a function's right operand as a map of gradient, left and right.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TFunction">The function.</typeparam>
internal readonly struct RightAdjointMap<T, TFunction> : ITernaryMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IBinaryFunction<T>
{
    /// <inheritdoc/>
    public static bool ReadsFirst => true;

    /// <inheritdoc/>
    public static bool ReadsSecond
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TFunction.RightForm is AdjointForm.OfLeft or AdjointForm.OfBoth;
    }

    /// <inheritdoc/>
    public static bool ReadsThird
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TFunction.RightForm is AdjointForm.OfRight or AdjointForm.OfBoth;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V first, V second, V third)
        where V : unmanaged
        where L : struct, ILanes<T, V> => TFunction.RightAdjoint<V, L>(first, second, third);
}
