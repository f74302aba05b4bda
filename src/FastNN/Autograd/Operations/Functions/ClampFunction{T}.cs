using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The limitation <c>y = min(max(x, lower), upper)</c>; adjoint <c>x̄ += ȳ</c> where <c>lower ≤ x ≤ upper</c>. NaN stays NaN.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct ClampFunction<T>(T lower, T upper) : IFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => false;

    /// <inheritdoc/>
    public static bool IsBrief => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Min(L.Fill(upper), L.Max(L.Fill(lower), x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> =>
        L.And(L.And(L.LessThanOrEqual(L.Fill(lower), x), L.LessThanOrEqual(x, L.Fill(upper))), L.Fill(T.One));

    /// <inheritdoc/>
    public Variable<T> Adjoint(Variable<T> gradient, Variable<T> saved) => gradient * PiecewiseDerivative<T>.Of(this, saved);
}
