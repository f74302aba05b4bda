namespace FastNN.Kernels;

/// <summary>A function of one or two numbers that is computed one at a time.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IScalarFunction<T>
    where T : unmanaged
{
    /// <summary>Computes the function; one of a single number reads <paramref name="left"/> only.</summary>
    static abstract T Of(T left, T right);
}
