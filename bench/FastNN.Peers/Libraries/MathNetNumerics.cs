using System.Numerics;
using FastNN.Peers.Products;
using MathNet.Numerics;
using MathNet.Numerics.Providers.LinearAlgebra;

namespace FastNN.Peers.Libraries;

/// <summary>MathNet.Numerics with its managed provider. It is slow, so it takes part up to 256³ only.</summary>
internal sealed class MathNetNumerics : IProductLibrary
{
    private const double MostOperations = 2.0 * 256 * 256 * 256;

    /// <summary>Sets the library up.</summary>
    /// <param name="threads">The threads that it may use.</param>
    public MathNetNumerics(int threads)
    {
        LinearAlgebraControl.UseManaged();
        Control.MaxDegreeOfParallelism = threads;
        Description = new Peer("MathNet.Numerics", typeof(Control).Assembly.GetName().Version?.ToString(3), null);
    }

    /// <inheritdoc/>
    public Peer Description { get; }

    /// <inheritdoc/>
    public PreparedProduct? Prepare<T>(ProductBuffers<T> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProductCase g = buffers.Case;
        if (g.Operations > MostOperations) return null;
        var provider = (ILinearAlgebraProvider<T>)LinearAlgebraControl.Provider;
        T[] a = buffers.StoredA.ToArray(), b = buffers.StoredB.ToArray(), c = new T[g.M * g.N];

        // Its matrices are column-major, in which ours are their own transposes: it computes op(B)ᵀ·op(A)ᵀ, which is Cᵀ.
        Transpose transposeA = g.TransposeA ? Transpose.Transpose : Transpose.DontTranspose;
        Transpose transposeB = g.TransposeB ? Transpose.Transpose : Transpose.DontTranspose;
        int rowsB = g.Ldb, columnsB = b.Length / g.Ldb, rowsA = g.Lda, columnsA = a.Length / g.Lda;
        return new PreparedProduct(
            () => provider.MatrixMultiplyWithUpdate(transposeB, transposeA, T.One, b, rowsB, columnsB, a, rowsA, columnsA, T.Zero, c),
            () => c.CopyTo(buffers.Product));
    }
}
