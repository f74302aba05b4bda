using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Kernels.Elementwise;

public sealed unsafe class DerivativeTests
{
    public static TheoryData<string> Names => MapCases.ActivationNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivative_MatchesCentralDifference(string name)
    {
        MapCase map = MapCases.Get(name);
        foreach (double x in LengthLadder.Uniform(500, 9, seed: 3))
        {
            // Away from kinks, which lie at whole numbers.
            if (Math.Abs(x - Math.Round(x)) < 1e-3) continue;
            const double Step = 1e-5;
            double numeric = (map.Reference(x + Step) - map.Reference(x - Step)) / (2 * Step);
            Assert.Equal(numeric, map.Derivative!(x), 1e-9 * Math.Max(1, Math.Abs(numeric)));
        }
    }

    [Theory]
    [InlineData("tanh", double.PositiveInfinity, 0.0)]
    [InlineData("sigmoid", double.NegativeInfinity, 0.0)]
    [InlineData("softplus", double.PositiveInfinity, 1.0)]
    [InlineData("softplus", double.NegativeInfinity, 0.0)]
    [InlineData("silu", double.NegativeInfinity, 0.0)]
    [InlineData("silu", double.PositiveInfinity, 1.0)]
    [InlineData("mish", double.NegativeInfinity, 0.0)]
    [InlineData("mish", double.PositiveInfinity, 1.0)]
    [InlineData("gelu", double.NegativeInfinity, 0.0)]
    [InlineData("gelu", double.PositiveInfinity, 1.0)]
    [InlineData("geluTanh", double.NegativeInfinity, 0.0)]
    [InlineData("geluTanh", double.PositiveInfinity, 1.0)]
    [InlineData("relu", 0.0, 0.0)]
    [InlineData("relu", double.NegativeInfinity, 0.0)]
    [InlineData("leakyRelu", 0.0, 0.25)]
    [InlineData("elu", double.NegativeInfinity, 0.0)]
    [InlineData("hardSwish", double.NegativeInfinity, 0.0)]
    public void Derivative_AtLimits_IsFinite(string name, double x, double expected) =>
        Assert.Equal(expected, MapCases.Get(name).Derivative!(x), 1e-12);

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivative_InFloat_IsThatOfDoubleAtEveryWidth(string name)
    {
        MapCase map = MapCases.Get(name);
        float[] x =
        [
            0f, -0f, 14.9f, -14.9f, 1e-40f, -1e-40f, 1e30f, -1e30f, float.PositiveInfinity, float.NegativeInfinity,
            .. LengthLadder.ToSingle(LengthLadder.Uniform(2000, 16, seed: 5)),
        ];
        float[] first = map.Slopes(InstructionSet.Scalar, x)!;
        for (int i = 0; i < x.Length; i++) Assert.Equal(map.Derivative!(x[i]), first[i], 2e-6);
        foreach (InstructionSet width in Widths.All) Assert.Equal(first, map.Slopes(width, x));
    }

    [Fact]
    public void Backward_EveryLengthAndWidth_OverwritesOrAccumulates()
    {
        float[] values = LengthLadder.ToSingle(LengthLadder.Uniform(257, 3));
        float[] gradients = LengthLadder.ToSingle(LengthLadder.Uniform(257, 1, seed: 4));
        using var gradient = new GuardedMemory<float>(257);
        using var saved = new GuardedMemory<float>(257);
        using var target = new GuardedMemory<float>(257);
        foreach (int length in LengthLadder.All)
        {
            foreach (InstructionSet width in Widths.All)
            {
                gradient.Take(gradients.AsSpan(0, length));
                saved.Take(values.AsSpan(0, length));
                target.Take(length);
                target.Span.Fill(float.NaN);
                Run<Overwrite>(width, gradient, saved, target);
                for (int i = 0; i < length; i++) Assert.Equal(Expected(gradients[i], values[i]), target.Span[i], 1e-6);

                target.Span.Fill(10);
                Run<Accumulate>(width, gradient, saved, target);
                for (int i = 0; i < length; i++) Assert.Equal(10 + Expected(gradients[i], values[i]), target.Span[i], 2e-6);
                target.AssertUntouchedOutside();

                // The gradient's own memory may receive the result.
                Run<Overwrite>(width, gradient, saved, gradient);
                for (int i = 0; i < length; i++) Assert.Equal(Expected(gradients[i], values[i]), gradient.Span[i], 1e-6);
                gradient.AssertUntouchedOutside();
            }
        }
    }

    [Fact]
    public void RunBackward_AllocatesNothing()
    {
        float* block = stackalloc float[64];
        new Span<float>(block, 64).Clear();
        Allocations.AssertNone(() => Map.RunBackward(default(Tanh<float>), block, block, block, 64, accumulate: true));
    }

    private static double Expected(float gradient, float y) => gradient * (1 - ((double)y * y));

    private static void Run<TMode>(
        InstructionSet width, GuardedMemory<float> gradient, GuardedMemory<float> saved, GuardedMemory<float> target)
        where TMode : struct, IWriteMode
    {
        var kernel = new BinaryMapKernel<float, ActivationGradient<float, Tanh<float>>, TMode>
        {
            Map = new ActivationGradient<float, Tanh<float>>(default),
            Left = gradient.Pointer,
            Right = saved.Pointer,
            Destination = target.Pointer,
            Count = saved.Span.Length,
        };
        Widths.Run<float, BinaryMapKernel<float, ActivationGradient<float, Tanh<float>>, TMode>>(width, ref kernel);
    }
}
