using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The affine function <c>y = scale·x + shift</c> with one rounding; adjoint <c>x̄ += scale·ȳ</c>.</summary>
/// <remarks>A negative zero as the shift leaves every product as it is, the sign of a zero included.</remarks>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct AffineFunction<T>(T scale, T shift) : IFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
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
        where L : struct, ILanes<T, V> => L.MultiplyAdd(L.Fill(scale), x, L.Fill(shift));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V y)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Fill(scale);

    /// <inheritdoc/>
    public Variable<T> Adjoint(Variable<T> gradient, Variable<T> saved) => gradient * scale;
}
