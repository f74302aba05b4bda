using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The adjoint of an activation: <c>gradient * f'(saved)</c>, saved being the input or the output as the activation says.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TActivation">The activation.</typeparam>
internal readonly struct ActivationGradient<T, TActivation>(TActivation activation) : IBinaryMap<T>
    where T : unmanaged
    where TActivation : struct, IActivation<T>
{
    /// <inheritdoc/>
    public static bool IsBrief => TActivation.HasBriefDerivative;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V gradient, V saved)
        where V : unmanaged
        where L : struct, ILanes<T, V> => L.Multiply(gradient, activation.Derivative<V, L>(saved));
}
