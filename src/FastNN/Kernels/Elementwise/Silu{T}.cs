using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The sigmoid linear unit <c>x / (1 + e^-x)</c>, also called swish.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Silu<T> : IActivation<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Computes <c>s (1 + x (1 - s))</c>, s the logistic function of the input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V one = Lane<T, V, L>.One;
        V sigmoid = Sigmoid<T>.CloseTo<V, L>(x);
        V bounded = Exponential<T, V, L>.Clamp(x);
        return L.Multiply(sigmoid, L.MultiplyAdd(bounded, L.Subtract(one, sigmoid), one));
    }

    /// <summary>Computes the function; -inf gives -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // The lower bound keeps -inf from meeting a zero; the result has rounded to -0 there.
        V lowest = Exponential<T, V, L>.FarLowerBound;
        V e = Exponential<T, V, L>.Lifted(Exponential<T, V, L>.NegatedAbs(x, lowest));
        return Gate<T, V, L>.Multiply(L.Max(lowest, x), e);
    }
}
