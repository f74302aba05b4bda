using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>A function with its derivative. It declares what the derivative is computed from, so that only that need be kept.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IActivation<T> : IMap<T>
    where T : unmanaged
{
    /// <summary>Gets whether the derivative is computed from the function's output; from its input otherwise.</summary>
    static abstract bool DerivativeUsesOutput { get; }

    /// <summary>Gets whether the derivative is brief, as <see cref="IMap{T}.IsBrief"/> says of the function.</summary>
    static virtual bool HasBriefDerivative => false;

    /// <summary>Computes the derivative in every lane from the output or the input, as <see cref="DerivativeUsesOutput"/> says.</summary>
    V Derivative<V, L>(V inputOrOutput)
        where V : unmanaged
        where L : struct, ILanes<T, V>;
}
