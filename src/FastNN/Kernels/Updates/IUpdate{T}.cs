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
    void Apply<V, L>(ref V parameter, V gradient, ref V first, ref V second)
        where V : unmanaged
        where L : struct, ILanes<T, V>;
}
