using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The softsign function <c>x / (1 + |x|)</c>.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Softsign<T> : IActivation<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => true;

    /// <inheritdoc/>
    public static bool HasBriefDerivative => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Computes <c>(1 - |y|)^2</c> from the output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V y)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V root = L.Subtract(Lane<T, V, L>.One, L.Abs(y));
        return L.Multiply(root, root);
    }

    /// <summary>Computes the function; the infinities give -1 and 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // The largest finite number stands for infinity, whose quotient would be NaN.
        V largest = Lane<T, V, L>.Bits(0x7F7FFFFF, 0x7FEFFFFFFFFFFFFF);
        V bounded = L.Min(largest, L.Abs(x));
        return Lane<T, V, L>.WithSignOf(L.Divide(bounded, L.Add(Lane<T, V, L>.One, bounded)), x);
    }
}
