namespace FastNN.Simd;

/// <summary>
/// A kernel with its operands: a struct whose one method is written over a lane witness. <see cref="Dispatch.Run{T, TKernel}"/>
/// calls it with the witness of this process.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IKernel<T>
    where T : unmanaged
{
    /// <summary>Runs the kernel with registers <typeparamref name="V"/> under the witness <typeparamref name="L"/>.</summary>
    void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>;
}
