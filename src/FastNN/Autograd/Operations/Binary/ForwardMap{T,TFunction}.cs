using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>A function of two operands as a map of two, and of the second and the third of three.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TFunction">The function.</typeparam>
internal readonly struct ForwardMap<T, TFunction> : IBinaryMap<T>, ITernaryMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IBinaryFunction<T>
{
    /// <inheritdoc/>
    public static bool IsBrief => TFunction.IsBrief;

    /// <inheritdoc/>
    public static bool ReadsFirst => false;

    /// <inheritdoc/>
    public static bool ReadsSecond => true;

    /// <inheritdoc/>
    public static bool ReadsThird => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => TFunction.Of<V, L>(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V first, V second, V third)
        where V : unmanaged
        where L : struct, ILanes<T, V> => TFunction.Of<V, L>(second, third);
}
