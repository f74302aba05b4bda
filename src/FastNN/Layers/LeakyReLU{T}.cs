using System.Numerics;

namespace FastNN.Layers;

/// <summary>The leaky rectifier <c>y = x</c> for positive x and <c>y = slope·x</c> elsewhere.</summary>
/// <remarks>Source: document 001, activation functions.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class LeakyReLU<T> : ActivationLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="slope">The slope for negative x, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is out of range.</exception>
    public LeakyReLU(double slope = 0.01)
        : base("leaky-relu", new ActivationFunction<T, Kernels.LeakyRelu<T>>(new Kernels.LeakyRelu<T>(T.CreateChecked(slope))))
    {
        if (!(slope >= 0 && slope <= 1)) throw new ArgumentOutOfRangeException(nameof(slope), slope, "the slope is from 0 to 1");
        Slope = slope;
    }

    /// <summary>Gets the slope for negative x.</summary>
    public double Slope { get; }

    internal override bool IsRectifier => true;
}
