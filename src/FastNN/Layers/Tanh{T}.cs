using System.Numerics;

namespace FastNN.Layers;

/// <summary>The hyperbolic tangent <c>y = tanh x</c>, from −1 to 1.</summary>
/// <remarks>Source: document 001, activation functions.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class Tanh<T>() : ActivationLayer<T>("tanh", new ActivationFunction<T, Kernels.Tanh<T>>(default))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
