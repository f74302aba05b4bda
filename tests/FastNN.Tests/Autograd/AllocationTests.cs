using FastNN.Autograd;
using FastNN.Random;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Autograd;

public class AllocationTests
{
    private static readonly float[] s_values = [.. Enumerable.Range(0, 12).Select(i => MathF.Sin(i + 1))];
    private static readonly float[] s_row = [0.5f, -0.25f, 1.5f, 0.75f];

    [Fact]
    public void UserGraph_Of50Operations_AllocatesNothing_AndMemoryStays()
    {
        using var tape = new Tape<float>();
        var random = new RandomStream(1);
        for (int i = 0; i < 50; i++) Step(tape, random);
        Assert.InRange(tape.Count, 50, 70);
        long capacity = tape.Arena.Capacity;
        Allocations.AssertNone(() => Step(tape, random), rounds: 1000);
        Assert.Equal(capacity, tape.Arena.Capacity);
    }

    [Fact]
    public void AMillionSteps_TakeNoMoreMemory()
    {
        using var tape = new Tape<float>();
        for (int i = 0; i < 100; i++) SmallStep(tape);
        long capacity = tape.Arena.Capacity;
        Allocations.AssertNone(() => SmallStep(tape), rounds: 1_000_000);
        Assert.Equal(capacity, tape.Arena.Capacity);
    }

    private static void SmallStep(Tape<float> tape)
    {
        tape.Reset();
        Variable<float> x = tape.Leaf(s_row);
        (x * x).Sum().Backward();
    }

    private static void Step(Tape<float> tape, RandomStream random)
    {
        tape.Reset();
        Variable<float> x = tape.Leaf(s_values, [3, 4]), row = tape.Leaf(s_row), scale = tape.Leaf(2f);
        Variable<float> y = (x * row) + scale;
        y = (y - x.Tanh()) / (row.Square() + 1);
        y = y.Maximum(row).Minimum(x + 5) + x.Sigmoid().Log1p();
        y = y.Softmax() + y.LogSoftmax(0);
        y = y.MatMul(x.Transpose()).MatMul(x * 0.1f);
        y = y.Slice(1, 0, 2).Reshape(2, 3).Transpose(0, 1).Sum(1, keepDims: true) * y;
        y = tape.Concatenate([y.GatherRows(0, 2, 2), y], axis: 0);
        y = y.Slice(0, 1, 3) * x.Abs().Sqrt().Exp();
        y = y.LayerNorm(row, row) + x.BatchNorm(row, row);
        y = y.Dropout(0.2, random).Relu() + y.Silu().Clamp(-2, 2);
        y = x.Where(y, row) + y.Norm(0) + y.Variance(1, keepDims: true) + y.Max(0) + y.LogSumExp();
        y = (y.Sin() + y.Cos()).Softplus().Pow(1.5f).BroadcastTo(2, 3, 4).Mean([0, 2]);
        using (tape.NoGrad()) _ = y * y;
        (y * y.Detach()).Sum().Backward();
    }
}
