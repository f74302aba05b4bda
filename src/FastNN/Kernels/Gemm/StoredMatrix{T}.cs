using System.Numerics;

namespace FastNN.Kernels;

/// <summary>Where a matrix lies, and how its rows lie there. Tells which matrices share elements.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="name">The parameter's name, for messages.</param>
/// <param name="start">The first element.</param>
/// <param name="rows">The number of rows.</param>
/// <param name="columns">The number of columns.</param>
/// <param name="stride">The elements between two rows, at least as many as there are columns.</param>
internal readonly unsafe struct StoredMatrix<T>(string name, T* start, int rows, int columns, int stride)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly string _name = name;
    private readonly T* _start = start;
    private readonly int _rows = rows;
    private readonly int _columns = columns;
    private readonly int _stride = stride;

    private nint Extent => (((nint)_rows - 1) * _stride) + _columns;

    /// <summary>Checks that a product and its scratch share no element with the operands or each other.</summary>
    /// <param name="g">The product.</param>
    /// <param name="workspace">The scratch.</param>
    /// <param name="workspaceCount">The number of its elements.</param>
    /// <exception cref="ArgumentException">They do, or might.</exception>
    public static void RequireApart(in GemmOperands<T> g, T* workspace, int workspaceCount)
    {
        var a = new StoredMatrix<T>("a", g.A, g.TransposeA ? g.K : g.M, g.TransposeA ? g.M : g.K, g.Lda);
        var b = new StoredMatrix<T>("b", g.B, g.TransposeB ? g.N : g.K, g.TransposeB ? g.K : g.N, g.Ldb);
        var c = new StoredMatrix<T>("c", g.C, g.M, g.N, g.Ldc);
        var scratch = new StoredMatrix<T>("workspace", workspace, 1, workspaceCount, workspaceCount);
        c.RequireApart(in a);
        c.RequireApart(in b);
        scratch.RequireApart(in a);
        scratch.RequireApart(in b);
        scratch.RequireApart(in c);
    }

    private void RequireApart(in StoredMatrix<T> other)
    {
        if (Shares(in other)) throw new ArgumentException($"{_name} shares memory with {other._name}; they must be apart", _name);
    }

    // Left and right part of one matrix share rows of memory, but no element. Of matrices that overlap with different distances between rows
    // it is assumed that they share some.
    private bool Shares(in StoredMatrix<T> other)
    {
        if (_rows == 0 || _columns == 0 || other._rows == 0 || other._columns == 0) return false;
        nint offset = ((nint)other._start - (nint)_start) / sizeof(T);
        if (offset >= Extent || -offset >= other.Extent) return false;

        // A single row has no distance to the next: the other's is as good as any.
        int stride = _rows == 1 ? Math.Max(_columns, other._stride) : _stride;
        if (other._rows > 1 && other._stride != stride) return true;

        // The other's columns begin at one of these, or behind them and then end before the next row.
        nint first = offset % stride;
        if (first < 0) first += stride;
        return first < _columns || first + other._columns > stride;
    }
}
