using System.Numerics;
using FastNN.Kernels;
using FastNN.Threading;

namespace FastNN.Peers.Products;

/// <summary>FastNN's matrix product, called as the tape calls it: packing is within the time.</summary>
internal static unsafe class FastNNProduct
{
    /// <summary>Prepares the product of a case.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffers">The matrices.</param>
    /// <param name="product">The form to compute; of the same sizes as the buffers' case.</param>
    /// <param name="pool">The team, or null.</param>
    public static Action Prepare<T>(ProductBuffers<T> buffers, ProductCase product, WorkerPool? pool)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        GemmOperands<T>.Product(
            product.M, product.N, product.K, buffers.A, product.TransposeA, buffers.B, product.TransposeB, buffers.C, out GemmOperands<T> operands);
        T* workspace = buffers.Workspace;
        return () => ParallelGemm<T, NoEpilogue<T>>.Multiply(in operands, default, workspace, pool);
    }
}
