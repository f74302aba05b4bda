using System.Numerics;
using FastNN.Kernels;
using FastNN.Memory;
using FastNN.Random;
using Xunit;

namespace FastNN.Tests.Kernels;

/// <summary>
/// One product with its operands in padded, guarded memory: what lies between rows of A and B is NaN, so that reading it shows; what lies
/// between and around rows of C is a sentinel, so that writing it shows.
/// </summary>
internal sealed unsafe class GemmCase<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Guard = 64;
    private static readonly T s_sentinel = T.CreateChecked(12345);

    private readonly AlignedBuffer<T> _a;
    private readonly AlignedBuffer<T> _b;
    private readonly AlignedBuffer<T> _c;
    private readonly AlignedBuffer<T> _bias;
    private readonly AlignedBuffer<T> _workspace;
    private readonly double[] _expected;
    private readonly double[] _magnitude;
    private readonly int _workspaceCount;
    private GemmOperands<T> _operands;

    public GemmCase(int m, int n, int k, bool transposeA, bool transposeB, double alpha = 1, double beta = 0, bool bias = false, int pad = 3, int threads = 1, ulong seed = 1,
        int lanes = 0)
    {
        var random = new RandomStream(seed);
        (int aRows, int aColumns) = transposeA ? (k, m) : (m, k);
        (int bRows, int bColumns) = transposeB ? (n, k) : (k, n);
        int lda = aColumns + pad, ldb = bColumns + pad, ldc = n + pad;
        _a = Fill(random, aRows, aColumns, lda, T.NaN);
        _b = Fill(random, bRows, bColumns, ldb, T.NaN);
        _c = Fill(random, m, n, ldc, s_sentinel);
        _bias = Fill(random, 1, n, n, T.NaN);
        _workspaceCount = threads * (lanes == 0 ? Gemm.WorkspaceCount<T>(m, n, k) : Gemm.TileWorkspaceCount<T>(m, n, k, 2 * lanes));
        _workspace = new AlignedBuffer<T>(_workspaceCount + Guard);
        _workspace.Span.Fill(T.NaN);
        _workspace.Span[_workspaceCount..].Fill(s_sentinel);
        _operands = new GemmOperands<T>
        {
            M = m, N = n, K = k,
            A = _a.Pointer + Guard, Lda = lda, TransposeA = transposeA,
            B = _b.Pointer + Guard, Ldb = ldb, TransposeB = transposeB,
            C = _c.Pointer + Guard, Ldc = ldc,
            Alpha = T.CreateChecked(alpha), Beta = T.CreateChecked(beta),
            Bias = bias ? _bias.Pointer + Guard : null,
        };
        (_expected, _magnitude) = Reference(alpha, beta);
        if (beta == 0) FillC(T.NaN);
    }

    public ref readonly GemmOperands<T> Operands => ref _operands;

    public T* Workspace => _workspace.Pointer;

    public T[] Result
    {
        get
        {
            var result = new T[_operands.M * _operands.N];
            for (int i = 0; i < _operands.M; i++)
            {
                for (int j = 0; j < _operands.N; j++) result[(i * _operands.N) + j] = _operands.C[(i * _operands.Ldc) + j];
            }

            return result;
        }
    }

    public void AssertRight()
    {
        double unit = typeof(T) == typeof(float) ? 6e-8 : 1.2e-16;
        T[] result = Result;
        for (int i = 0; i < result.Length; i++)
        {
            double actual = double.CreateChecked(result[i]);

            // The error of a sum of k products is at most k + 3 roundings of the sum of their magnitudes.
            double bound = unit * (_operands.K + 4) * _magnitude[i];
            Assert.True(
                Math.Abs(actual - _expected[i]) <= bound,
                $"element {i / _operands.N},{i % _operands.N} of {_operands.M}×{_operands.N}×{_operands.K}: {actual}, expected {_expected[i]}");
        }

        AssertUntouched();
    }

    public void Dispose()
    {
        foreach (AlignedBuffer<T> buffer in (ReadOnlySpan<AlignedBuffer<T>>)[_a, _b, _c, _bias, _workspace]) buffer.Dispose();
    }

    private static AlignedBuffer<T> Fill(RandomStream random, int rows, int columns, int ld, T between)
    {
        var buffer = new AlignedBuffer<T>((rows * ld) + (2 * Guard));
        buffer.Span.Fill(between);
        for (int i = 0; i < rows; i++) random.FillUniform(buffer.Span.Slice(Guard + (i * ld), columns), -1, 1);
        return buffer;
    }

    private void FillC(T value)
    {
        for (int i = 0; i < _operands.M; i++) new Span<T>(_operands.C + (i * _operands.Ldc), _operands.N).Fill(value);
    }

    public void AssertUntouched()
    {
        Span<T> c = _c.Span;
        for (int at = 0; at < c.Length; at++)
        {
            int inside = at - Guard;
            bool isElement = inside >= 0 && inside / _operands.Ldc < _operands.M && inside % _operands.Ldc < _operands.N;
            if (!isElement) Assert.True(c[at] == s_sentinel, $"memory around C was written at {inside}");
        }

        Assert.False(_workspace.Span[_workspaceCount..].ContainsAnyExcept(s_sentinel), "memory behind the workspace was written");
    }

    private (double[] Expected, double[] Magnitude) Reference(double alpha, double beta)
    {
        GemmOperands<T> g = _operands;
        var expected = new double[g.M * g.N];
        var magnitude = new double[g.M * g.N];
        for (int i = 0; i < g.M; i++)
        {
            for (int j = 0; j < g.N; j++)
            {
                double sum = 0, size = 0;
                for (int p = 0; p < g.K; p++)
                {
                    double product = double.CreateChecked(g.TransposeA ? g.A[(p * g.Lda) + i] : g.A[(i * g.Lda) + p])
                        * double.CreateChecked(g.TransposeB ? g.B[(j * g.Ldb) + p] : g.B[(p * g.Ldb) + j]);
                    sum += product;
                    size += Math.Abs(product);
                }

                double before = beta == 0 ? 0 : beta * double.CreateChecked(g.C[(i * g.Ldc) + j]);
                double added = g.Bias == null ? 0 : double.CreateChecked(g.Bias[j]);
                expected[(i * g.N) + j] = (alpha * sum) + before + added;
                magnitude[(i * g.N) + j] = (Math.Abs(alpha) * size) + Math.Abs(before) + Math.Abs(added);
            }
        }

        return (expected, magnitude);
    }
}
