using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The leaky rectifier: x where it is positive, <c>slope * x</c> elsewhere.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct LeakyRelu<T> : IActivation<T>
    where T : unmanaged, INumber<T>
{
    private readonly T _slope;

    /// <summary>Creates the function with its slope below zero, zero or more: the derivative is told from the sign of the output.</summary>
    public LeakyRelu(T slope)
    {
        if (!(slope >= T.Zero))
        {
            throw new ArgumentOutOfRangeException(nameof(slope), slope, "The slope below zero must be zero or positive.");
        }

        _slope = slope;
    }

    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => true;

    /// <inheritdoc/>
    public static bool IsBrief => true;

    /// <inheritdoc/>
    public static bool HasBriefDerivative => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Select(L.LessThan(L.Zero, x), x, L.Multiply(L.Fill(_slope), x));

    /// <summary>Gives 1 where the output is positive, the slope elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V y)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Select(L.LessThan(L.Zero, y), Lane<T, V, L>.One, L.Fill(_slope));
}
