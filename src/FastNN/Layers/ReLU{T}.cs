using System.Numerics;

namespace FastNN.Layers;

/// <summary>The rectified linear unit <c>y = max(x, 0)</c>; its derivative at 0 is taken as 0.</summary>
/// <remarks>Source: document 001, activation functions.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class ReLU<T>() : ActivationLayer<T>("relu", new ActivationFunction<T, Kernels.Relu<T>>(default))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override bool IsRectifier => true;
}
