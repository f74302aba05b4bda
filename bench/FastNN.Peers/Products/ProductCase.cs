using System.Globalization;

namespace FastNN.Peers.Products;

/// <summary>One matrix product <c>C = op(A)·op(B)</c> of tightly stored row-major matrices.</summary>
/// <param name="M">The rows of C.</param>
/// <param name="N">The columns of C.</param>
/// <param name="K">The length of the sums.</param>
/// <param name="TransposeA">Whether A is stored transposed, k×m.</param>
/// <param name="TransposeB">Whether B is stored transposed, n×k.</param>
internal readonly record struct ProductCase(int M, int N, int K, bool TransposeA, bool TransposeB)
{
    /// <summary>The largest size of a product that can be asked for: three matrices of a gigabyte in float.</summary>
    public const int MaxSize = 16384;

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

    /// <summary>Reads a name.</summary>
    /// <param name="name">The name, as <see cref="Name"/> gives it.</param>
    /// <param name="product">The product.</param>
    /// <returns>Whether it is such a name, of sizes from 1 to <see cref="MaxSize"/>.</returns>
    public static bool TryParse(string name, out ProductCase product)
    {
        product = default;
        string[] parts = name.Split('-');
        string form = parts.Length == 1 ? "nn" : parts[1];
        if (parts.Length > 2 || (parts.Length == 2 && form is not ("tn" or "nt" or "tt"))) return false;
        string[] sizes = parts[0].Split('x');
        if (sizes.Length != 3 || !TryParse(sizes[0], out int m) || !TryParse(sizes[1], out int n) || !TryParse(sizes[2], out int k)) return false;
        product = new ProductCase(m, n, k, form[0] == 't', form[1] == 't');
        return true;
    }

    private static bool TryParse(string text, out int size) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is >= 1 and <= MaxSize;
}
