using System.Numerics;
using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;
using FastNN.Threading;
using Xunit;

namespace FastNN.Tests.Kernels;

/// <summary>
/// A product drawn at random, in memory between pages that fault, with NaN between the rows of A and B and in the workspace, and its bits as
/// sums of one element after another give them.
/// </summary>
internal sealed unsafe class DrawnProduct<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T s_sentinel = T.CreateChecked(12345);
    private static readonly int[] s_edges = [6, 8, 12, 16, 24, 32, 48, 96, 97, 128, 192, 256, 416, 512, 832, 833, 1024];

    private readonly GuardedMemory<T> _a, _b, _c, _bias;
    private readonly T[] _before;
    private readonly T[] _expected;
    private readonly GemmOperands<T> _operands;

    public DrawnProduct(System.Random random, long mostProducts)
    {
        int m, n, k;
        do
        {
            (m, n, k) = (Size(random), Size(random), random.Next(8) == 0 ? random.Next(1, 3) : Size(random));
        }
        while ((long)m * n * k > mostProducts);
        bool transposeA = random.Next(2) == 0, transposeB = random.Next(3) == 0, atEnd = random.Next(4) > 0;
        (int aRows, int aColumns) = transposeA ? (k, m) : (m, k);
        (int bRows, int bColumns) = transposeB ? (n, k) : (k, n);
        int lda = LeadingDimension(random, aColumns), ldb = LeadingDimension(random, bColumns), ldc = LeadingDimension(random, n);
        _a = Draw(random, aRows, aColumns, lda, T.NaN, atEnd);
        _b = Draw(random, bRows, bColumns, ldb, T.NaN, atEnd);
        _c = Draw(random, m, n, ldc, s_sentinel, atEnd);
        _bias = Draw(random, 1, n, n, T.NaN, atEnd);
        _operands = new GemmOperands<T>
        {
            M = m, N = n, K = k,
            A = _a.Pointer, Lda = lda, TransposeA = transposeA,
            B = _b.Pointer, Ldb = ldb, TransposeB = transposeB,
            C = _c.Pointer, Ldc = ldc,
            Alpha = T.CreateChecked(random.Next(3) == 0 ? -2.5 : 1), Beta = random.Next(3) == 0 ? T.One : T.Zero,
        };
        if (_operands.Beta == T.Zero && random.Next(2) == 0) _operands.Bias = _bias.Pointer;
        _before = _c.Span.ToArray();
        _expected = Sums();
    }

    public override string ToString() => FormattableString.Invariant(
        $"{_operands.M}×{_operands.N}×{_operands.K} {(_operands.TransposeA ? 't' : 'n')}{(_operands.TransposeB ? 't' : 'n')} of {typeof(T).Name}, ld {_operands.Lda} {_operands.Ldb} {_operands.Ldc}, alpha {_operands.Alpha}, beta {_operands.Beta}, bias {_operands.Bias != null}");

    /// <summary>Computes the product by tiles of one lane width, in bands, as its transpose, and as an outer product if it is one.</summary>
    public void CheckWidth<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        using GuardedMemory<T> workspace = Workspace(Gemm.TileWorkspaceCount<T>(_operands.M, _operands.N, _operands.K, 2 * L.Count));
        new GemmKernel<T, NoEpilogue<T>>(in _operands) { Workspace = workspace.Pointer }.Run<V, L>();
        AssertBits($"{L.Count} lanes", workspace);
        if (BandKernel<T, NoEpilogue<T>>.Fits(in _operands))
        {
            using GuardedMemory<T> sums = Workspace(GemmBlocking.SumCount<T>(_operands.M, _operands.N, 2 * L.Count));
            new BandKernel<T, NoEpilogue<T>>(in _operands) { Workspace = sums.Pointer }.Run<V, L>();
            AssertBits($"bands of {L.Count} lanes", sums);
        }

        if (TurnedKernel<T, NoEpilogue<T>>.Fits(in _operands))
        {
            int count = Turning.SumCount<T>(_operands.M, _operands.N, 2 * L.Count)
                + Gemm.TileWorkspaceCount<T>(_operands.N, _operands.M, _operands.K, 2 * L.Count);
            using GuardedMemory<T> turned = Workspace(count);
            new TurnedKernel<T, NoEpilogue<T>>(in _operands) { Workspace = turned.Pointer }.Run<V, L>();
            AssertBits($"the transpose by {L.Count} lanes", turned);
        }

        if (!OuterProductKernel<T, NoEpilogue<T>>.Fits(in _operands)) return;
        _before.CopyTo(_c.Span);
        new OuterProductKernel<T, NoEpilogue<T>>(in _operands).Run<V, L>();
        AssertBits($"an outer product of {L.Count} lanes", workspace);
    }

    /// <summary>Computes the product as callers do that asked whether it packs anything: where it does not, without workspace.</summary>
    public void CheckWithoutWorkspace()
    {
        if (Gemm.NeedsWorkspace(in _operands) || _operands.M == 1 || _operands.N == 1) return;
        using GuardedMemory<T> none = Workspace(0);
        Gemm.Multiply(in _operands, default(NoEpilogue<T>), null);
        AssertBits("no workspace", none);
    }

    /// <summary>Computes the product by a team. Products with a vector sum in an order of their own, and are not shared.</summary>
    public void CheckThreads(WorkerPool pool)
    {
        if (_operands.M == 1 || _operands.N == 1) return;
        using GuardedMemory<T> workspace = Workspace(pool.ThreadCount * Gemm.WorkspaceCount<T>(_operands.M, _operands.N, _operands.K));
        ParallelGemm<T, NoEpilogue<T>>.Multiply(in _operands, default, workspace.Pointer, pool);
        AssertBits($"{pool.ThreadCount} threads", workspace);
    }

    public void Dispose()
    {
        foreach (GuardedMemory<T> memory in (ReadOnlySpan<GuardedMemory<T>>)[_a, _b, _c, _bias]) memory.Dispose();
    }

    private static int Size(System.Random random) => random.Next(5) switch
    {
        0 => random.Next(1, 8),
        1 => random.Next(1, 110),
        2 => random.Next(1, 300),
        3 => s_edges[random.Next(s_edges.Length)],
        _ => random.Next(1, 1200),
    };

    // Rows side by side, a little apart, or so far apart that they collide in a cache.
    private static int LeadingDimension(System.Random random, int columns) => random.Next(3) switch
    {
        0 => columns,
        1 => columns + random.Next(0, 40),
        _ => (columns + 511) / 512 * 512,
    };

    private static GuardedMemory<T> Draw(System.Random random, int rows, int columns, int ld, T between, bool atEnd)
    {
        var memory = new GuardedMemory<T>(((rows - 1) * ld) + columns);
        Span<T> elements = memory.Take(((rows - 1) * ld) + columns, atEnd);
        elements.Fill(between);
        for (int i = 0; i < rows; i++)
        {
            foreach (ref T element in elements.Slice(i * ld, columns))
            {
                // Now and then a zero with a sign, or a number too small to be multiplied.
                element = random.Next(50) == 0 ? (random.Next(2) == 0 ? T.NegativeZero : -T.Epsilon) : T.CreateChecked((random.NextDouble() * 2) - 1);
            }
        }

        return memory;
    }

    private GuardedMemory<T> Workspace(int count)
    {
        // Flush with the page behind, as far as lines of cache allow.
        int lines = (count + 63) & ~63;
        var memory = new GuardedMemory<T>(Math.Max(64, lines));
        memory.Take(Math.Max(64, lines)).Fill(T.NaN);
        _before.CopyTo(_c.Span);
        return memory;
    }

    private T[] Sums()
    {
        GemmOperands<T> g = _operands;
        int stepCount = GemmBlocking.StepCount<T>(g.K);
        var sums = new T[g.M * g.N];
        for (int i = 0; i < g.M; i++)
        {
            for (int j = 0; j < g.N; j++)
            {
                T total = g.Beta != T.Zero ? g.C[(i * g.Ldc) + j] : g.Bias != null ? g.Bias[j] : T.Zero;
                for (int start = 0; start < g.K; start += stepCount)
                {
                    T sum = T.Zero;
                    for (int p = start; p < Math.Min(g.K, start + stepCount); p++)
                    {
                        T left = g.TransposeA ? g.A[(p * g.Lda) + i] : g.A[(i * g.Lda) + p];
                        sum = T.FusedMultiplyAdd(g.Alpha * left, g.TransposeB ? g.B[(j * g.Ldb) + p] : g.B[(p * g.Ldb) + j], sum);
                    }

                    total = sum + total;
                }

                sums[(i * g.N) + j] = total;
            }
        }

        return sums;
    }

    private void AssertBits(string how, GuardedMemory<T> workspace)
    {
        Span<T> c = _c.Span;
        for (int at = 0; at < c.Length; at++)
        {
            (int i, int j) = (at / _operands.Ldc, at % _operands.Ldc);
            T expected = j < _operands.N ? _expected[(i * _operands.N) + j] : s_sentinel;
            bool same = c[at] == expected && T.IsNegative(c[at]) == T.IsNegative(expected);
            if (!same) Assert.Fail($"{this} by {how}: element {i},{j} is {c[at]}, expected {expected}");
        }

        _c.AssertUntouchedOutside();
        workspace.AssertUntouchedOutside();
    }
}
