namespace FastNN.Peers.Products;

/// <summary>One matrix product <c>C = op(A)·op(B)</c> of tightly stored row-major matrices.</summary>
/// <param name="M">The rows of C.</param>
/// <param name="N">The columns of C.</param>
/// <param name="K">The length of the sums.</param>
/// <param name="TransposeA">Whether A is stored transposed, k×m.</param>
/// <param name="TransposeB">Whether B is stored transposed, n×k.</param>
internal readonly record struct ProductCase(int M, int N, int K, bool TransposeA, bool TransposeB)
{
    /// <summary>Gets the name: <c>MxNxK</c>, for a transposed form with <c>-tn</c>, <c>-nt</c> or <c>-tt</c>.</summary>
    public string Name => IsTransposed
        ? $"{M}x{N}x{K}-{(TransposeA ? 't' : 'n')}{(TransposeB ? 't' : 'n')}"
        : $"{M}x{N}x{K}";

    /// <summary>Gets whether either matrix is stored transposed.</summary>
    public bool IsTransposed => TransposeA || TransposeB;

    /// <summary>Gets the floating-point operations, a multiply-add counting as two.</summary>
    public double Operations => 2.0 * M * N * K;

    /// <summary>Gets the elements between two stored rows of A.</summary>
    public int Lda => TransposeA ? M : K;

    /// <summary>Gets the elements between two stored rows of B.</summary>
    public int Ldb => TransposeB ? K : N;
}
