using System.Numerics;
using FastNN.Kernels;
using FastNN.Memory;
using FastNN.Random;

namespace FastNN.Peers.Products;

/// <summary>The matrices of a case. All contenders read the same and write to the same, so that nobody's lie better in the caches.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class ProductBuffers<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _a;
    private readonly AlignedBuffer<T> _b;
    private readonly AlignedBuffer<T> _c;
    private readonly AlignedBuffer<T> _workspace;

    /// <summary>Allocates the matrices and fills A and B with numbers from -1 to 1.</summary>
    /// <param name="product">The case.</param>
    /// <param name="threads">The threads that FastNN uses, each of which needs scratch.</param>
    public ProductBuffers(ProductCase product, int threads)
    {
        Case = product;
        _a = new AlignedBuffer<T>(product.M * product.K);
        _b = new AlignedBuffer<T>(product.K * product.N);
        _c = new AlignedBuffer<T>(product.M * product.N);
        _workspace = new AlignedBuffer<T>(Gemm.WorkspaceCount<T>(product.M, product.N, product.K) * threads);
        var random = new RandomStream(1);
        random.FillUniform(_a.Span, -1, 1);
        random.FillUniform(_b.Span, -1, 1);
    }

    /// <summary>Gets the case.</summary>
    public ProductCase Case { get; }

    /// <summary>Gets A as it is stored.</summary>
    public T* A => _a.Pointer;

    /// <summary>Gets B as it is stored.</summary>
    public T* B => _b.Pointer;

    /// <summary>Gets C.</summary>
    public T* C => _c.Pointer;

    /// <summary>Gets FastNN's scratch.</summary>
    public T* Workspace => _workspace.Pointer;

    /// <summary>Gets A as it is stored.</summary>
    public ReadOnlySpan<T> StoredA => _a.Span;

    /// <summary>Gets B as it is stored.</summary>
    public ReadOnlySpan<T> StoredB => _b.Span;

    /// <summary>Gets C.</summary>
    public Span<T> Product => _c.Span;

    /// <inheritdoc/>
    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _c.Dispose();
        _workspace.Dispose();
    }
}
