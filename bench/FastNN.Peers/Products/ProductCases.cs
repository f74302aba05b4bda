namespace FastNN.Peers.Products;

/// <summary>The products that are measured.</summary>
internal static class ProductCases
{
    // m n k of the products that common small networks and their larger relatives run, forward; then two of the backward pass.
    private static readonly (int M, int N, int K)[] s_shapes =
    [
        (64, 64, 64),
        (128, 128, 128),
        (256, 256, 256),
        (512, 512, 512),
        (1024, 1024, 1024),
        (1, 64, 784),
        (1, 1024, 1024),
        (32, 64, 784),
        (32, 16, 64),
        (32, 10, 16),
        (128, 64, 784),
        (128, 1024, 1024),
        (256, 1024, 784),
        (64, 100, 1000),
        (784, 64, 128),
        (1024, 1024, 256),
    ];

    /// <summary>Lists every shape plain, then each in the forms that it takes in the backward pass.</summary>
    /// <remarks>
    /// A layer that computes <c>Y = X·W</c> of shape m×n×k takes <c>W̄ = Xᵀ·Ȳ</c>, which is k×n×m with A transposed, and
    /// <c>X̄ = Ȳ·Wᵀ</c>, which is m×k×n with B transposed. Square shapes are measured in all four forms.
    /// </remarks>
    public static IReadOnlyList<ProductCase> All()
    {
        var cases = new List<ProductCase>();
        foreach ((int m, int n, int k) in s_shapes) cases.Add(new ProductCase(m, n, k, TransposeA: false, TransposeB: false));
        foreach ((int m, int n, int k) in s_shapes)
        {
            cases.Add(new ProductCase(k, n, m, TransposeA: true, TransposeB: false));
            cases.Add(new ProductCase(m, k, n, TransposeA: false, TransposeB: true));
            if (m == n && n == k) cases.Add(new ProductCase(m, n, k, TransposeA: true, TransposeB: true));
        }

        return [.. cases.Distinct()];
    }
}
