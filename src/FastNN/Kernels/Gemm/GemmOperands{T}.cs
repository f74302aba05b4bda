using System.Numerics;

namespace FastNN.Kernels;

/// <summary>
/// The operands of a matrix product <c>C = alpha·op(A)·op(B) + beta·C + bias</c>, all row-major, by address. Leading dimensions
/// count elements between the starts of two stored rows.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct GemmOperands<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The rows of op(A) and C.</summary>
    public int M;

    /// <summary>The columns of op(B) and C.</summary>
    public int N;

    /// <summary>The columns of op(A) and rows of op(B).</summary>
    public int K;

    /// <summary>A, stored m×k, or k×m where transposed.</summary>
    public T* A;

    /// <summary>The leading dimension of A.</summary>
    public int Lda;

    /// <summary>Whether A is stored transposed.</summary>
    public bool TransposeA;

    /// <summary>B, stored k×n, or n×k where transposed.</summary>
    public T* B;

    /// <summary>The leading dimension of B.</summary>
    public int Ldb;

    /// <summary>Whether B is stored transposed.</summary>
    public bool TransposeB;

    /// <summary>C, stored m×n.</summary>
    public T* C;

    /// <summary>The leading dimension of C.</summary>
    public int Ldc;

    /// <summary>The factor of the product.</summary>
    public T Alpha;

    /// <summary>The factor of what C held; zero overwrites, even NaN.</summary>
    public T Beta;

    /// <summary>A row of n elements added to every row of the product, or null. Needs <see cref="Beta"/> zero.</summary>
    public T* Bias;

    /// <summary>Gets where a block of a B that is not transposed begins.</summary>
    public readonly T* BlockOfB(int step, int column) => B + ((nint)step * Ldb) + column;

    /// <summary>Gets the product of some neighbouring rows of C.</summary>
    public readonly GemmOperands<T> Rows(int start, int count)
    {
        GemmOperands<T> part = this;
        part.M = count;
        part.A += TransposeA ? start : (nint)start * Lda;
        part.C += (nint)start * Ldc;
        return part;
    }

    /// <summary>Gets the product of some neighbouring columns of C.</summary>
    public readonly GemmOperands<T> Columns(int start, int count)
    {
        GemmOperands<T> part = this;
        part.N = count;
        part.B += TransposeB ? (nint)start * Ldb : start;
        part.C += start;
        if (Bias != null) part.Bias += start;
        return part;
    }

    /// <summary>Gets the transpose of the product alone: with beta zero and without the bias, which has become a column.</summary>
    /// <param name="c">Where it is stored, n×m.</param>
    /// <param name="ldc">The elements between two of its rows.</param>
    public readonly GemmOperands<T> Turned(T* c, int ldc) => new()
    {
        M = N, N = M, K = K,
        A = B, Lda = Ldb, TransposeA = !TransposeB,
        B = A, Ldb = Lda, TransposeB = !TransposeA,
        C = c, Ldc = ldc, Alpha = Alpha,
    };

    /// <summary>Makes operands of tightly stored matrices with alpha one and beta zero.</summary>
    /// <remarks>Written where they will be read: copying what was just written in small pieces would wait for them to reach the cache.</remarks>
    public static void Product(int m, int n, int k, T* a, bool transposeA, T* b, bool transposeB, T* c, out GemmOperands<T> product)
    {
        // A single row is stored like a single column: where that is all, there is nothing to transpose.
        if (m == 1 || k == 1) transposeA = false;
        if (n == 1 || k == 1) transposeB = false;
        product = default;
        product.M = m;
        product.N = n;
        product.K = k;
        product.A = a;
        product.Lda = transposeA ? m : k;
        product.TransposeA = transposeA;
        product.B = b;
        product.Ldb = transposeB ? k : n;
        product.TransposeB = transposeB;
        product.C = c;
        product.Ldc = n;
        product.Alpha = T.One;
    }
}
