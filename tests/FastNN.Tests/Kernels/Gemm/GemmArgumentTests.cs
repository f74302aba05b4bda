using FastNN.Kernels;
using Xunit;

namespace FastNN.Tests.Kernels;

public sealed class GemmArgumentTests
{
    [Fact]
    public void Multiply_SpansTooShort_NamesWhatIsNeeded()
    {
        float[] six = new float[6], workspace = new float[Gemm.WorkspaceCount<float>(2, 2, 3)];
        ArgumentException shortB = Assert.Throws<ArgumentException>(
            () => Gemm.Multiply(2, 2, 3, 1f, six, 3, false, six.AsSpan(0, 5), 2, false, 0f, new float[4], 2, workspace));
        Assert.Contains("3×2", shortB.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(2, 2, 3, 1f, six, 2, false, six, 2, false, 0f, new float[4], 2, workspace));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(2, 2, 3, 1f, six, 3, false, six, 2, false, 0f, new float[3], 2, workspace));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(2, 2, 3, 1f, six, 3, false, six, 2, false, 0f, new float[4], 2, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gemm.Multiply(-2, 2, 3, 1f, six, 3, false, six, 2, false, 0f, new float[4], 2, workspace));
    }

    [Fact]
    public void Multiply_SharedMemory_IsRejected_UnlessNoElementIsShared()
    {
        // Three matrices of 4×4 side by side in one of 4×12, and one of 4×4 below.
        float[] memory = new float[64], workspace = new float[Gemm.WorkspaceCount<float>(4, 4, 4)];
        for (int i = 0; i < 48; i++) memory[i] = i % 5;
        float[] expected = new float[16];
        Gemm.Multiply(4, 4, 4, 1f, memory, 12, false, memory.AsSpan(4), 12, true, 0f, expected, 4, workspace);
        Gemm.Multiply(4, 4, 4, 1f, memory, 12, false, memory.AsSpan(4), 12, true, 0f, memory.AsSpan(8), 12, workspace);
        Gemm.Multiply(4, 4, 4, 1f, memory, 12, false, memory.AsSpan(4), 12, true, 0f, memory.AsSpan(48), 4, workspace);
        Assert.Equal(expected, memory.AsSpan(48).ToArray());
        for (int i = 0; i < 16; i++) Assert.Equal(expected[i], memory[8 + (i / 4 * 12) + (i % 4)]);

        int needed = workspace.Length;
        float[] large = new float[needed + 16];
        foreach ((int a, int b, int c) in ((int, int, int)[])[(0, 4, 0), (0, 4, 4), (0, 4, 1), (0, 4, 7), (0, 8, 11), (12, 4, 3)])
        {
            Assert.Contains("apart", Assert.Throws<ArgumentException>(
                () => Gemm.Multiply(4, 4, 4, 1f, memory.AsSpan(a), 12, false, memory.AsSpan(b), 12, false, 0f, memory.AsSpan(c), 12, workspace)).Message);
        }

        Assert.Throws<ArgumentException>(() => Gemm.Multiply(4, 4, 4, 1f, memory, 12, false, memory.AsSpan(4), 12, false, 0f, memory.AsSpan(8), 4, workspace));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(4, 4, 4, 1f, memory, 12, false, memory, 12, false, 0f, large.AsSpan(0, 16), 4, large.AsSpan(15)));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(4, 4, 4, 1f, large.AsSpan(needed - 1), 4, false, memory, 12, false, 0f, new float[16], 4, large));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(4, 4, 4, 1f, memory, 12, false, large.AsSpan(5), 4, false, 0f, new float[16], 4, large));
        Gemm.Multiply(4, 4, 4, 1f, memory, 12, false, memory, 12, false, 0f, large.AsSpan(0, 16), 4, large.AsSpan(16));

        // C to the left of both, and a single row beside C, whose distance between rows means nothing.
        Gemm.Multiply(4, 4, 4, 1f, memory.AsSpan(4), 12, false, memory.AsSpan(8), 12, false, 0f, memory, 12, workspace);
        Gemm.Multiply(4, 4, 1, 1f, new float[4], 1, false, memory.AsSpan(20, 4), 4, false, 0f, memory, 12, workspace);
        Assert.Throws<ArgumentException>(
            () => Gemm.Multiply(4, 4, 1, 1f, new float[4], 1, false, memory.AsSpan(14, 4), 4, false, 0f, memory, 12, workspace));
    }
}
