using System.Numerics;

namespace FastNN.Layers;

/// <summary>The logistic activation <c>y = 1 / (1 + e⁻ˣ)</c>, from 0 to 1.</summary>
/// <remarks>Source: document 001, activation functions.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class Sigmoid<T>() : ActivationLayer<T>("sigmoid", new ActivationFunction<T, Kernels.Sigmoid<T>>(default))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
