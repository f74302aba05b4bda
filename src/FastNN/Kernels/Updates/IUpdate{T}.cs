using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>A rule that moves parameters along their gradients and keeps up to two numbers of state for each.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IUpdate<T>
    where T : unmanaged
{
    /// <summary>Gets the number of state blocks in use: 0, 1 or 2.</summary>
    int StateCount { get; }

    /// <summary>Updates a register of parameters and their state.</summary>
    /// <typeparam name="V">The register.</typeparam>
    /// <typeparam name="L">The lane witness.</typeparam>
    /// <typeparam name="S"><see cref="StateCount"/>, for the compiler to choose by.</typeparam>
    /// <param name="parameter">The parameters.</param>
    /// <param name="gradient">Their gradients.</param>
    /// <param name="first">The first numbers of their state, if the count is above 0.</param>
    /// <param name="second">The second ones, if it is above 1.</param>
    void Apply<V, L, S>(ref V parameter, V gradient, ref V first, ref V second)
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where S : struct, IConstant;
}
