namespace FastNN.Kernels;

/// <summary>The operands of a product of a matrix and a vector, <c>y = sums + addend</c>; x and y are contiguous.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct VectorOperands<T>
    where T : unmanaged
{
    /// <summary>The matrix, row-major.</summary>
    public T* Matrix;

    /// <summary>The elements between two rows of the matrix.</summary>
    public nint Ld;

    /// <summary>The number of products in a sum.</summary>
    public nint Steps;

    /// <summary>The number of sums.</summary>
    public nint Count;

    /// <summary>The vector that is multiplied, of <see cref="Steps"/> elements.</summary>
    public T* X;

    /// <summary>The results, <see cref="Count"/> elements.</summary>
    public T* Y;

    /// <summary>What is added to the sums (y itself, or a bias), or null.</summary>
    public T* Addend;
}
