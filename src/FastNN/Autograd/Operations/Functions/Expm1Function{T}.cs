using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The exponential less one, <c>y = eˣ − 1</c>, exact near 0; adjoint <c>x̄ += ȳ·(y + 1)</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct Expm1Function<T> : IFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static bool DerivativeUsesOutput => true;

    /// <inheritdoc/>
    public static bool HasBriefDerivative => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Expm1<T>.Of<V, L>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, L>(V y)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Add(y, Lane<T, V, L>.One);

    /// <inheritdoc/>
    public Variable<T> Adjoint(Variable<T> gradient, Variable<T> saved) => gradient * (saved + T.One);
}
