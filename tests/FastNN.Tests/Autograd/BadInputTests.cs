using FastNN.Autograd;
using FastNN.Losses;
using Xunit;

namespace FastNN.Tests.Autograd;

public sealed class BadInputTests : IDisposable
{
    private readonly Tape<double> _tape = new();

    [Fact]
    public void ShapesThatDoNotBroadcast_AreNamed()
    {
        Variable<double> a = _tape.Leaf(new double[6], [2, 3]), b = _tape.Leaf(new double[4]);
        AssertSays(Assert.Throws<ArgumentException>(() => a + b), "add", "[2, 3]", "[4]", "reshape or transpose");
        AssertSays(Assert.Throws<ArgumentException>(() => a.MatMul(b)), "matmul", "[2, 3]", "[4]", "transpose or reshape");
        AssertSays(Assert.Throws<ArgumentException>(() => b.BroadcastTo(2, 3)), "broadcast-to", "[4]", "[2, 3]", "must be one");
        AssertSays(Assert.Throws<ArgumentException>(() => a.Reshape(4, -1)), "reshape", "[2, 3]", "[4, -1]", "may be -1");
        AssertSays(Assert.Throws<ArgumentException>(() => _tape.Concatenate([a, b])), "concatenate", "[2, 3]", "[4]", "equal");
        AssertSays(Assert.Throws<ArgumentException>(() => a.Where(a, b)), "where", "[2, 3]", "[4]", "equal or one");
        AssertSays(Assert.Throws<ArgumentOutOfRangeException>(() => a.Sum(2)), "sum", "[2, 3]", "axis 2", "0 to 1");
        AssertSays(Assert.Throws<ArgumentException>(() => a.Sum([0, -2])), "sum", "[2, 3]", "twice");
        AssertSays(Assert.Throws<ArgumentOutOfRangeException>(() => a.Slice(1, 1, 3)), "slice", "[2, 3]", "axis 1");
        AssertSays(Assert.Throws<ArgumentException>(() => _tape.Leaf(new double[0]).Max()), "max", "[0]", "at least one");
        AssertSays(Assert.Throws<ArgumentException>(() => a.Permute(0, 0)), "permute", "[2, 3]");
    }

    [Fact]
    public void ResultsTooLargeForOneValue_AreNamed()
    {
        Variable<double> column = _tape.Leaf(new double[70_000], [70_000, 1]), row = _tape.Leaf(new double[70_000], [1, 70_000]);
        AssertSays(Assert.Throws<ArgumentException>(() => column + row), "[70000, 70000]", "more elements");
        AssertSays(Assert.Throws<ArgumentException>(() => column.MatMul(row)), "[70000, 70000]", "more elements");
        AssertSays(Assert.Throws<ArgumentException>(() => _tape.Leaf([1.0]).BroadcastTo(int.MaxValue)), $"[{int.MaxValue}]", "more elements");
        Assert.Equal([70_000, 70_000, 0], _tape.Leaf(new double[0], [70_000, 70_000, 0]).Shape.ToArray());
    }

    [Fact]
    public void BackwardOfMoreThanOneElement_AsksForAGradient()
    {
        Variable<double> y = _tape.Leaf(new double[6], [2, 3]) * 2;
        AssertSays(Assert.Throws<InvalidOperationException>(() => y.Backward()), "backward", "[2, 3]", "Sum or Mean", "Backward(gradient)");
    }

    [Fact]
    public void GradientOfTheWrongShape_IsNamed()
    {
        Variable<double> y = _tape.Leaf(new double[6], [2, 3]) * 2, gradient = _tape.Constant(new double[6], [3, 2]);
        AssertSays(Assert.Throws<ArgumentException>(() => y.Backward([1, 2, 3])), "backward", "[2, 3]", "6 elements", "got 3");
        AssertSays(Assert.Throws<ArgumentException>(() => y.Backward(gradient)), "backward", "[2, 3]", "[3, 2]", "reshape");
    }

    [Fact]
    public void VariablesOfTwoTapes_DoNotMix()
    {
        using var other = new Tape<double>();
        Variable<double> a = _tape.Leaf(new double[6], [2, 3]), b = other.Leaf(new double[3]);
        foreach (Action mixes in (Action[])[() => _ = a * b, () => a.MatMul(b), () => a.Where(a, b), () => _tape.Concatenate([a, b])])
        {
            AssertSays(Assert.Throws<InvalidOperationException>(mixes), "[2, 3]", "[3]", "two tapes", "one tape");
        }

        AssertSays(Assert.Throws<InvalidOperationException>(() => a * b), "multiply");
        AssertSays(Assert.Throws<InvalidOperationException>(() => new MeanSquaredError<double>().Record(a, b)), "mean-squared-error");
    }

    [Fact]
    public void RewoundVariable_IsAnError_NotAWrongNumber()
    {
        Variable<double> a = _tape.Leaf([1.0]), y = a * 2;
        _tape.Reset();
        Variable<double> fresh = _tape.Leaf([5.0]);
        AssertSays(Assert.Throws<InvalidOperationException>(() => a + a), "add", "before the tape was reset", "record it again");
        AssertSays(Assert.Throws<InvalidOperationException>(() => fresh * a), "multiply", "(rewound)", "[1]", "reset");
        AssertSays(Assert.Throws<InvalidOperationException>(() => y.Backward()), "backward", "reset");
        AssertSays(Assert.Throws<InvalidOperationException>(() => a.Values.Length), "Values", "reset");
        AssertSays(Assert.Throws<InvalidOperationException>(() => a.Tanh()), "tanh", "reset");
        AssertSays(Assert.Throws<InvalidOperationException>(() => default(Variable<double>) + fresh), "empty");
    }

    [Fact]
    public void WholeNumbers_HaveNoDerivative()
    {
        Variable<double> table = _tape.Leaf(new double[6], [3, 2]), indices = _tape.Leaf([0.0, 2.0]), scores = _tape.Leaf(new double[4], [2, 2]);
        AssertSays(Assert.Throws<ArgumentException>(() => table.GatherRows(indices)), "gather-rows", "[2]", "[3, 2]", "Constant", "Detach");
        Assert.Equal([2, 2], table.GatherRows(indices.Detach()).Shape);
        Variable<double> classes = indices.Reshape(2, 1);
        AssertSays(
            Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy<double>().Record(scores, classes)),
            "softmax-cross-entropy", "[2, 1]", "[2, 2]", "Constant", "Detach");
        AssertSays(Assert.Throws<ArgumentOutOfRangeException>(() => table.GatherRows(3)), "gather-rows", "[3, 2]", "0 to 2");
    }

    [Fact]
    public async Task RecordingDuringAnotherThreadsUse_IsNamed()
    {
        Variable<double> a = _tape.Leaf(new double[6], [2, 3]);
        InvalidOperationException error = await OnAnotherThread(() => Assert.Throws<InvalidOperationException>(() => a + a));
        AssertSays(error, "add", "[2, 3]", "thread", "a tape of its own", "HandOver");
        AssertSays(await OnAnotherThread(() => Assert.Throws<InvalidOperationException>(() => _tape.Leaf([1.0]))), "leaf", "thread");
        AssertSays(await OnAnotherThread(() => Assert.Throws<InvalidOperationException>(() => a.Backward(new double[6]))), "backward", "[2, 3]", "thread");
        foreach (Action use in (Action[])[() => _tape.NoGrad(), _tape.ZeroGradients, a.ClearGradient, () => a.RegisterHook(g => g)])
        {
            AssertSays(await OnAnotherThread(() => Assert.Throws<InvalidOperationException>(use)), "thread", "HandOver");
        }

        Assert.True(_tape.IsRecording);

        // Nor do they claim the tape.
        _tape.Reset();
        using (_tape.NoGrad()) _tape.ZeroGradients();
        Assert.Equal(1, await OnAnotherThread(() => _tape.Leaf([1.0]).Shape[0]));
        _tape.HandOver();
        a = _tape.Leaf(new double[6], [2, 3]);
        Assert.Equal(6, await OnAnotherThread(() => a.Values.Length));
    }

    [Fact]
    public void Normalization_PartsThatDoNotFit_AreNamed()
    {
        Variable<double> x = _tape.Leaf(new double[6], [3, 2]), two = _tape.Leaf(new double[2]), column = _tape.Leaf(new double[2], [2, 1]);
        AssertSays(Assert.Throws<ArgumentException>(() => x.LayerNorm(column, two)), "layer norm", "[2]", "[2, 1]");
        AssertSays(Assert.Throws<ArgumentException>(() => x.BatchNorm(two, _tape.Leaf(new double[3]))), "batch norm", "[2]", "[3]");
        AssertSays(Assert.Throws<ArgumentOutOfRangeException>(() => x.LayerNorm(two, two, epsilon: -1)), "layer norm", "epsilon");
        AssertSays(Assert.Throws<ArgumentOutOfRangeException>(() => x.BatchNorm(two, two, epsilon: double.NaN)), "batch norm", "epsilon");
        using var singles = new Tape<float>();
        Variable<float> single = singles.Leaf([1f, 2f], [1, 2]), ones = singles.Leaf([1f, 1f]);
        AssertSays(Assert.Throws<ArgumentOutOfRangeException>(() => single.LayerNorm(ones, ones, epsilon: 1e-50)), "layer norm", "Single");
        Assert.Equal([3, 2], x.LayerNorm(two, two).Shape);
    }

    [Fact]
    public async Task HandOver_LetsAnotherThreadGoOn()
    {
        Variable<double> a = _tape.Leaf([3.0]);
        _tape.HandOver();
        await OnAnotherThread(() =>
        {
            (a * a).Backward();
            return 0;
        });
        Assert.Equal([6.0], a.Gradient);
    }

    [Fact]
    public void UnreachedAndConstantVariables_HaveNoGradient()
    {
        Variable<double> a = _tape.Leaf([1.0]), constant = _tape.Constant([1.0]);
        AssertSays(Assert.Throws<InvalidOperationException>(() => a.Gradient.Length), "Gradient", "[1]", "call Backward");
        AssertSays(Assert.Throws<InvalidOperationException>(() => constant.Gradient.Length), "Gradient", "[1]", "requiresGrad: true");
        AssertSays(Assert.Throws<InvalidOperationException>(() => (constant * 2).Backward()), "backward", "[1]", "requiresGrad: true");
        AssertSays(Assert.Throws<InvalidOperationException>(() => constant.RegisterHook(g => g)), "RegisterHook", "[1]");
    }

    [Fact]
    public void Hooks_MustKeepTheShape_AndTheTape()
    {
        Variable<double> a = _tape.Leaf(new double[6], [2, 3]), y = (a * 2).Sum();
        a.RegisterHook(gradient => gradient.Sum());
        AssertSays(Assert.Throws<InvalidOperationException>(() => y.Backward()), "gradient hook", "[]", "[2, 3]");
        _tape.Reset();
        a = _tape.Leaf([1.0]);
        y = a * 2;
        a.RegisterHook(gradient =>
        {
            _tape.Reset();
            return gradient;
        });
        AssertSays(Assert.Throws<InvalidOperationException>(() => y.Backward()), "Reset", "under way");
    }

    [Fact]
    public void DisposedTape_SaysSo()
    {
        Variable<double> a = _tape.Leaf([1.0]);
        _tape.Dispose();
        AssertSays(Assert.Throws<InvalidOperationException>(() => a + a), "add", "disposed");
        Assert.Throws<ObjectDisposedException>(() => _tape.Leaf([1.0]));
        Assert.Throws<ObjectDisposedException>(_tape.Reset);
    }

    public void Dispose() => _tape.Dispose();

    private static void AssertSays(Exception error, params string[] parts)
    {
        foreach (string part in parts) Assert.Contains(part, error.Message);
    }

    // A thread of its own: a pool's might be this one.
    private static Task<TResult> OnAnotherThread<TResult>(Func<TResult> action)
    {
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(action());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        thread.Start();
        thread.Join();
        return done.Task;
    }
}
