using System.Numerics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Applies an activation to finished rows of a product.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TActivation">The function.</typeparam>
internal readonly unsafe struct ActivationEpilogue<T, TActivation>(TActivation activation) : IRowEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IActivation<T>
{
    /// <inheritdoc/>
    public static bool IsNothing => false;

    /// <inheritdoc/>
    public void Apply<V, L>(T* row, nint count)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        var kernel = new MapKernel<T, TActivation> { Map = activation, X = row, Destination = row, Count = count };
        kernel.Run<V, L>();
    }
}
