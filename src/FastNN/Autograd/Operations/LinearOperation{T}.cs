using System.Numerics;
using FastNN.Kernels;
using FastNN.Memory;
using FastNN.Threading;

namespace FastNN.Autograd;

/// <summary>A fully connected layer with an activation, whichever.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal abstract unsafe class LinearOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Computes the gradient of a layer's sums, <c>Z̄ = Ȳ ∘ f'(Y)</c>, by the product that gives the gradient Ȳ of its output: the activation's
    /// derivative is applied to rows of the product as they are finished.
    /// </summary>
    /// <param name="product">The product, tightly stored.</param>
    /// <param name="entry">The layer's entry.</param>
    /// <param name="output">The layer's output Y.</param>
    /// <param name="scratch">Where scratch comes from.</param>
    /// <param name="workers">The team, or null.</param>
    public abstract void MultiplyIntoSums(
        in GemmOperands<T> product, ref Entry<T> entry, T* output, Arena<T> scratch, WorkerPool? workers);
}
