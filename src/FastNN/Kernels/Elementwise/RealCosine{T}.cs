using System.Numerics;

namespace FastNN.Kernels;

/// <summary>The cosine of an angle in radians.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct RealCosine<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static T Of(T left, T right) => T.Cos(left);
}
