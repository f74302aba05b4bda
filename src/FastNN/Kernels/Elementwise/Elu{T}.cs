using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The exponential linear unit: x where it is positive, <c>alpha (e^x - 1)</c> elsewhere.</summary>
/// <remarks>
/// D.-A. Clevert, T. Unterthiner, S. Hochreiter, "Fast and accurate deep network learning by exponential linear units", 2016.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Elu<T> : IActivation<T>
    where T : unmanaged, INumber<T>
{
    private readonly T _alpha;

    /// <summary>Creates the function with its scale below zero, zero or more: the derivative is told from the sign of the output.</summary>
    public Elu(T alpha)
    {
        if (!(alpha >= T.Zero))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The scale below zero must be zero or positive.");
        }

        _alpha = alpha;
    }

    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => true;

    /// <inheritdoc/>
    public static bool HasBriefDerivative => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> =>
        L.Select(L.LessThan(L.Zero, x), x, L.Multiply(L.Fill(_alpha), Expm1<T>.Of<V, L>(x)));

    /// <summary>Gives 1 where the output is positive, <c>y + alpha</c> elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V y)
        where V : unmanaged
        where L : struct, ILanes<T, V> =>
        L.Select(L.LessThan(L.Zero, y), Lane<T, V, L>.One, L.Add(y, L.Fill(_alpha)));
}
