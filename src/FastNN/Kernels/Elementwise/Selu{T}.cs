using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The scaled exponential linear unit: <c>lambda x</c> where x is positive, <c>lambda alpha (e^x - 1)</c> elsewhere.</summary>
/// <remarks>The two constants are those of G. Klambauer et al., "Self-normalizing neural networks", 2017.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Selu<T> : IActivation<T>
    where T : unmanaged
{
    private const double Lambda = 1.0507009873554804934193349852946;
    private const double Alpha = 1.6732632423543772848170429916717;

    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => true;

    /// <inheritdoc/>
    public static bool HasBriefDerivative => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V negative = L.Multiply(Lane<T, V, L>.Constant(Lambda * Alpha), Expm1<T>.Of<V, L>(x));
        return L.Select(L.LessThan(L.Zero, x), L.Multiply(Lane<T, V, L>.Constant(Lambda), x), negative);
    }

    /// <summary>Gives lambda where the output is positive, <c>y + lambda alpha</c> elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V y)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Select(
            L.LessThan(L.Zero, y),
            Lane<T, V, L>.Constant(Lambda),
            L.Add(y, Lane<T, V, L>.Constant(Lambda * Alpha)));
}
