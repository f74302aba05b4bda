using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The softplus function <c>ln(1 + e^x)</c>.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Softplus<T> : IActivation<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Computes <c>1 - e^-y</c> from the output, which is the logistic function of the input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V y)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Negate(Expm1<T>.Of<V, L>(L.Negate(y)));

    /// <summary>Computes <c>max(x, 0) + ln(1 + e^-|x|)</c>, which neither overflows nor loses small results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V e = Exponential<T, V, L>.OfNegatedAbs(x);
        return L.Add(L.Max(L.Zero, x), Logarithm<T, V, L>.Log1pOfUnit(e));
    }
}
