using System.Numerics;
using System.Runtime.Intrinsics;
using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Threading;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Tests.Kernels;

/// <summary>Products of any shape have the bits of plain sums, at every lane width and by any number of threads, and stay in their memory.</summary>
public class GemmBitsTests(ITestOutputHelper output)
{
    [Fact]
    public void Multiply_DrawnProducts_HaveTheBitsOfPlainSums()
    {
        Check<float>(1, 150, 12_000_000);
        Check<double>(2, 60, 8_000_000);
    }

    [Fact]
    [Trait("Category", "Exhaustive")]
    public void Multiply_ManyLargeDrawnProducts_HaveTheBitsOfPlainSums()
    {
        if (Environment.GetEnvironmentVariable("FASTNN_EXHAUSTIVE") != "1")
        {
            output.WriteLine("Skipped: set FASTNN_EXHAUSTIVE=1 to try thousands of products, which takes minutes.");
            return;
        }

        Check<float>(3, 15_000, 20_000_000);
        Check<double>(4, 5000, 20_000_000);
    }

    /// <summary>About the sizes from which A or B is packed: what is not asked for must not be used.</summary>
    [Fact]
    public unsafe void Multiply_WhereNoWorkspaceIsAskedFor_UsesNone()
    {
        int without = 0;
        foreach (int m in (ReadOnlySpan<int>)[11, 12, 24, 25, 48, 60, 128])
        {
            foreach (int n in (ReadOnlySpan<int>)[16, 63, 64, 128, 300])
            {
                foreach (int k in (ReadOnlySpan<int>)[15, 63, 64, 255, 256, 1024])
                {
                    foreach (bool transposeA in (ReadOnlySpan<bool>)[false, true])
                    {
                        float[] a = new float[m * k], b = new float[k * n], c = new float[m * n];
                        a.AsSpan().Fill(1);
                        b.AsSpan().Fill(2);
                        fixed (float* pa = a, pb = b, pc = c)
                        {
                            GemmOperands<float>.Product(m, n, k, pa, transposeA, pb, false, pc, out GemmOperands<float> product);
                            if (Gemm.NeedsWorkspace(in product)) continue;
                            Gemm.Multiply(in product, default(NoEpilogue<float>), null);
                        }

                        without++;
                        Assert.False(c.AsSpan().ContainsAnyExcept(2f * k), $"{m}×{n}×{k}, transposed: {transposeA}");
                    }
                }
            }
        }

        Assert.True(without > 50, $"only {without} products without workspace");
    }

    private static void Check<T>(int seed, int count, long mostProducts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new System.Random(seed);
        using WorkerPool two = new(2), three = new(3), five = new(5);
        for (int i = 0; i < count; i++)
        {
            using var product = new DrawnProduct<T>(random, mostProducts);
            product.CheckWidth<T, ScalarLane<T>>();
            product.CheckWidth<Vector128<T>, Lanes128<T>>();
            product.CheckWidth<Vector256<T>, Lanes256<T>>();
            product.CheckWidth<Vector512<T>, Lanes512<T>>();
            product.CheckWithoutWorkspace();
            product.CheckThreads(two);
            product.CheckThreads(three);
            product.CheckThreads(five);
        }
    }
}
