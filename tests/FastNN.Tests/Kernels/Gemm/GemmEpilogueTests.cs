using System.Runtime.Intrinsics;
using FastNN.Kernels;
using FastNN.Memory;
using FastNN.Simd;
using Xunit;

namespace FastNN.Tests.Kernels;

/// <summary>What is done to finished rows is done once, and after the last block along k, however the product is cut into blocks and strips.</summary>
public sealed unsafe class GemmEpilogueTests
{
    // One block; many strips; several blocks along k, with narrow lanes in strips and with wide ones in packed blocks; next to nothing.
    [Theory]
    [InlineData(29, 70, 40)]
    [InlineData(130, 333, 100)]
    [InlineData(7, 500, 900)]
    [InlineData(64, 65, 1700)]
    [InlineData(100, 17, 16)]
    [InlineData(3, 3, 2000)]
    public void Epilogue_EveryWidthAndCut_EqualsItsFunctionAfterwards(int m, int n, int k)
    {
        foreach ((bool transposeA, bool transposeB) in ((bool, bool)[])[(false, false), (false, true), (true, false), (true, true)])
        {
            foreach (int pad in (int[])[0, 3])
            {
                Check<float, ScalarLane<float>>(m, n, k, transposeA, transposeB, pad);
                Check<Vector128<float>, Lanes128<float>>(m, n, k, transposeA, transposeB, pad);
                Check<Vector256<float>, Lanes256<float>>(m, n, k, transposeA, transposeB, pad);
                Check<Vector512<float>, Lanes512<float>>(m, n, k, transposeA, transposeB, pad);
            }
        }
    }

    private static void Check<V, L>(int m, int n, int k, bool transposeA, bool transposeB, int pad)
        where V : unmanaged
        where L : struct, ILanes<float, V>
    {
        using var plain = new GemmCase<float>(m, n, k, transposeA, transposeB, bias: true, pad: pad, lanes: L.Count);
        new GemmKernel<float, NoEpilogue<float>>(in plain.Operands) { Workspace = plain.Workspace }.Run<V, L>();

        float[] activated = plain.Result;
        fixed (float* x = activated)
        {
            new MapKernel<float, Tanh<float>> { X = x, Destination = x, Count = activated.Length }.Run<V, L>();
        }

        using var forward = new GemmCase<float>(m, n, k, transposeA, transposeB, bias: true, pad: pad, lanes: L.Count);
        new GemmKernel<float, ActivationEpilogue<float, Tanh<float>>>(in forward.Operands)
        {
            Epilogue = new(default),
            Workspace = forward.Workspace,
        }.Run<V, L>();
        Assert.Equal(activated, forward.Result);
        forward.AssertUntouched();

        if (BandKernel<float, NoEpilogue<float>>.Fits(in forward.Operands))
        {
            using var sums = new AlignedBuffer<float>(GemmBlocking.SumCount<float>(m, n, 2 * L.Count));
            using var bands = new GemmCase<float>(m, n, k, transposeA, transposeB, bias: true, pad: pad, lanes: L.Count);
            new BandKernel<float, ActivationEpilogue<float, Tanh<float>>>(in bands.Operands) { Epilogue = new(default), Workspace = sums.Pointer }.Run<V, L>();
            Assert.Equal(activated, bands.Result);
            bands.AssertUntouched();
        }

        using var scratch = new AlignedBuffer<float>(Turning.SumCount<float>(m, n, 2 * L.Count) + Gemm.TileWorkspaceCount<float>(n, m, k, 2 * L.Count));
        using var turned = new GemmCase<float>(m, n, k, transposeA, transposeB, bias: true, pad: pad, lanes: L.Count);
        new TurnedKernel<float, ActivationEpilogue<float, Tanh<float>>>(in turned.Operands) { Epilogue = new(default), Workspace = scratch.Pointer }.Run<V, L>();
        Assert.Equal(activated, turned.Result);
        turned.AssertUntouched();

        // The outputs that the derivative is computed from lie without gaps, as those of layers do, and so must the gradients.
        if (pad > 0) return;
        float[] outputs = [.. Enumerable.Range(0, m * n).Select(i => (float)Math.Sin(i))], gradients = plain.Result;
        for (int i = 0; i < gradients.Length; i++) gradients[i] *= MathF.FusedMultiplyAdd(-outputs[i], outputs[i], 1);
        using var backward = new GemmCase<float>(m, n, k, transposeA, transposeB, bias: true, pad: pad, lanes: L.Count);
        using var turnedBackward = new GemmCase<float>(m, n, k, transposeA, transposeB, bias: true, pad: pad, lanes: L.Count);
        fixed (float* saved = outputs)
        {
            new GemmKernel<float, ActivationGradientEpilogue<float, Tanh<float>>>(in backward.Operands)
            {
                Epilogue = new(default, backward.Operands.C, saved),
                Workspace = backward.Workspace,
            }.Run<V, L>();
            new TurnedKernel<float, ActivationGradientEpilogue<float, Tanh<float>>>(in turnedBackward.Operands)
            {
                Epilogue = new(default, turnedBackward.Operands.C, saved),
                Workspace = scratch.Pointer,
            }.Run<V, L>();
        }

        Assert.Equal(gradients, backward.Result);
        Assert.Equal(gradients, turnedBackward.Result);
    }
}
