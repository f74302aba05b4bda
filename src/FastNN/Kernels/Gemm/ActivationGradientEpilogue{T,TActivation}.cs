using System.Numerics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// Multiplies finished rows of a product, the gradient of a layer's output, by the derivative of the layer's activation.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TActivation">The function.</typeparam>
/// <param name="activation">The function.</param>
/// <param name="product">The first element of the product, which is tightly stored.</param>
/// <param name="saved">What the derivative is computed from, in the layout of the product.</param>
internal readonly unsafe struct ActivationGradientEpilogue<T, TActivation>(TActivation activation, T* product, T* saved) : IRowEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IActivation<T>
{
    private readonly T* _product = product;
    private readonly T* _saved = saved;

    /// <inheritdoc/>
    public static bool IsNothing => false;

    /// <inheritdoc/>
    public void Apply<V, L>(T* row, nint count)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        var kernel = new BinaryMapKernel<T, ActivationGradient<T, TActivation>, Overwrite>
        {
            Map = new ActivationGradient<T, TActivation>(activation),
            Left = row,
            Right = _saved + (nint)(row - _product),
            Destination = row,
            Count = count,
        };
        kernel.Run<V, L>();
    }
}
