using System.Numerics;

namespace FastNN.Kernels;

/// <summary>The power <c>left^right</c>, with the platform's special values.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct RealPower<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static T Of(T left, T right) => T.Pow(left, right);
}
