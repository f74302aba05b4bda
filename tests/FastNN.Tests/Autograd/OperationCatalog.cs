using FastNN.Autograd;
using FastNN.Kernels;
using FastNN.Losses;
using FastNN.Random;

namespace FastNN.Tests.Autograd;

/// <summary>Every operation, activation and loss, each with points away from its kinks. Names begin with the public function's.</summary>
internal static class OperationCatalog
{
    public static OperationCase[] Elementwise { get; } =
    [
        OperationCase.Binary("Add", Draws.Signed, Draws.Signed, (a, b) => a + b),
        OperationCase.Binary("Subtract", Draws.Signed, Draws.Signed, (a, b) => a - b),
        OperationCase.Binary("Multiply", Draws.Signed, Draws.Signed, (a, b) => a * b),
        OperationCase.Binary("Divide", Draws.Signed, Draws.Signed, (a, b) => a / b),
        OperationCase.Binary("Maximum", (r, s) => r.Halves(0, s), (r, s) => r.Halves(0.25, s), (a, b) => a.Maximum(b)),
        OperationCase.Binary("Minimum", (r, s) => r.Halves(0, s), (r, s) => r.Halves(0.25, s), (a, b) => a.Minimum(b)),
        OperationCase.Binary("Pow of variables", Draws.Positive, Draws.Signed, (a, b) => a.Pow(b)),
        OperationCase.Binary("Add to itself", Draws.Signed, Draws.Signed, (a, b) => a + (a * b) + a),
        OperationCase.Unary("Scalars", Draws.Signed, x => 2 - (((3 * x) + 1 - (x * 0.5)) / 4) + (1 / x) + (x - 1) + (2 + x)),
        OperationCase.Unary("Negate", Draws.Signed, x => -x),
        OperationCase.Unary("Square", Draws.Signed, x => x.Square()),
        OperationCase.Unary("Sqrt", Draws.Positive, x => x.Sqrt()),
        OperationCase.Unary("Reciprocal", Draws.Signed, x => x.Reciprocal()),
        OperationCase.Unary("Abs", Draws.Signed, x => x.Abs()),
        OperationCase.Unary("Exp", Draws.Signed, x => x.Exp()),
        OperationCase.Unary("Log", Draws.Positive, x => x.Log()),
        OperationCase.Unary("Log1p", Draws.Positive, x => (x - 0.9).Log1p()),
        OperationCase.Unary("Expm1", Draws.Signed, x => x.Expm1()),
        OperationCase.Unary("Sin", Draws.Signed, x => x.Sin()),
        OperationCase.Unary("Cos", Draws.Signed, x => x.Cos()),
        OperationCase.Unary("Pow 0", Draws.Signed, x => x.Pow(0)),
        OperationCase.Unary("Pow 1", Draws.Signed, x => x.Pow(1)),
        OperationCase.Unary("Pow 3", Draws.Signed, x => x.Pow(3)),
        OperationCase.Unary("Pow -2", Draws.Signed, x => x.Pow(-2)),
        OperationCase.Unary("Pow 1.7", Draws.Positive, x => x.Pow(1.7)),
        OperationCase.Unary("Clamp", (r, s) => r.Halves(0, s), x => x.Clamp(-1.25, 0.75)),
        new("Where", (shape, random) =>
        {
            double[] condition = [.. Enumerable.Range(0, Draws.Count(shape)).Select(_ => (double)random.NextInt32(2))];
            return new OperationUse(
                v => v[0].Tape.Constant(condition).Reshape(shape).Where(v[0], v[1]),
                [random.Signed(random.Broadcastable(shape)), random.Signed(random.Broadcastable(shape))]);
        }),
        new("Dropout", (shape, random) =>
        {
            ulong seed = random.NextUInt32();
            return new OperationUse(v => v[0].Dropout(0.4, new RandomStream(seed)), [random.Signed(shape)]);
        }),
    ];

    public static OperationCase[] Activations { get; } =
    [
        OperationCase.Unary("Tanh", Draws.Signed, x => x.Tanh()),
        OperationCase.Unary("Sigmoid", Draws.Signed, x => x.Sigmoid()),
        OperationCase.Unary("Relu", Draws.Signed, x => x.Relu()),
        OperationCase.Unary("LeakyRelu", Draws.Signed, x => x.LeakyRelu(0.1)),
        OperationCase.Unary("Elu", Draws.Signed, x => x.Elu(1)),
        OperationCase.Unary("Elu", Draws.Signed, x => x.Elu(0.7)),
        OperationCase.Unary("Selu", Draws.Signed, x => x.Selu()),
        OperationCase.Unary("Softplus", Draws.Signed, x => x.Softplus()),
        OperationCase.Unary("Softsign", Draws.Signed, x => x.Softsign()),
        OperationCase.Unary("Silu", Draws.Signed, x => x.Silu()),
        OperationCase.Unary("Mish", Draws.Signed, x => x.Mish()),
        OperationCase.Unary("Erf", Draws.Signed, x => x.Erf()),
        OperationCase.Unary("Gelu", Draws.Signed, x => x.Gelu()),
        OperationCase.Unary("GeluTanh", Draws.Signed, x => x.GeluTanh()),
        OperationCase.Unary("HardSigmoid", (r, s) => r.Halves(0.25, s), x => x.HardSigmoid()),
        OperationCase.Unary("HardSwish", (r, s) => r.Halves(0.25, s), x => x.HardSwish()),
        Linear("linear", default(Identity<double>)),
        Linear("linear+sigmoid", default(Sigmoid<double>)),
        Linear("linear+tanh", default(Tanh<double>)),
        Linear("linear+softplus", default(Softplus<double>)),
        Linear("linear+silu", default(Silu<double>)),
        Linear("linear+mish", default(Mish<double>)),
        Linear("linear+gelu", default(Gelu<double>)),
        Linear("linear+elu", new Elu<double>(1), isBent: true),
        Linear("linear+relu", default(Relu<double>), isBent: true),
    ];

    public static OperationCase[] Reductions { get; } =
    [
        .. Reduction("Sum", Draws.Signed, (x, axes, keep) => x.Sum(axes, keep), needsElements: false),
        .. Reduction("Mean", Draws.Signed, (x, axes, keep) => x.Mean(axes, keep), needsElements: true),
        .. Reduction("Variance", Draws.Signed, (x, axes, keep) => x.Variance(axes, keep), needsElements: true),
        .. Reduction("Max", Draws.Distinct, (x, axes, keep) => x.Max(axes, keep), needsElements: true),
        .. Reduction("Min", Draws.Distinct, (x, axes, keep) => x.Min(axes, keep), needsElements: true),
        .. Reduction("LogSumExp", Draws.Signed, (x, axes, keep) => x.LogSumExp(axes, keep), needsElements: true),
        .. Reduction("Norm", Draws.Signed, (x, axes, keep) => x.Norm(axes, keep), needsElements: true),
        OperationCase.Unary("Sum of all", Draws.Signed, x => x.Sum() * x.Sum()),
        Along("Softmax", (x, axis) => x.Softmax(axis)),
        Along("LogSoftmax", (x, axis) => x.LogSoftmax(axis)),
        new("Variance of a sample", (shape, random) => new OperationUse(
            v => v[0].Variance(0, correction: 1), [random.Signed([3, .. shape])])),
        new("LayerNorm", (shape, random) => new OperationUse(
            v => v[0].LayerNorm(v[1], v[2], 0.1), [random.Signed([.. shape, 4]), random.Signed(4), random.Signed(4)])),
        new("BatchNorm", (shape, random) => new OperationUse(
            v => v[0].BatchNorm(v[1], v[2], 0.1), [random.Signed([3, 2, .. shape]), random.Signed(2), random.Signed(2)])),
    ];

    public static OperationCase[] Shapes { get; } =
    [
        new("Reshape", (shape, random) => new OperationUse(v => v[0].Reshape(Draws.Count(shape), 1).Square(), [random.Signed(shape)])),
        new("Transpose", (shape, random) => new OperationUse(v => v[0].Transpose().Square(), [random.Signed([2, .. shape])])),
        new("Permute", (shape, random) =>
        {
            int[] order = [.. Enumerable.Range(0, shape.Length)];
            random.Shuffle<int>(order);
            return new OperationUse(v => v[0].Permute(order).Square(), [random.Signed(shape)]);
        }),
        new("Slice", (shape, random) =>
        {
            // Not contiguous: a step, and axes on both sides.
            int axis = random.NextInt32(shape.Length), step = 1 + random.NextInt32(2);
            int start = random.NextInt32(shape[axis] + 1), count = random.NextInt32(((shape[axis] - start + step - 1) / step) + 1);
            return new OperationUse(v => v[0].Slice(axis, start, count, step).Square() * v[0].Sum(), [random.Signed(shape)]);
        }),
        new("Concatenate", (shape, random) =>
        {
            int axis = random.NextInt32(shape.Length);
            int[] other = [.. shape];
            other[axis] = random.NextInt32(3);
            return new OperationUse(v => v[0].Tape.Concatenate([v[0], v[1], v[0]], axis).Square(), [random.Signed(shape), random.Signed(other)]);
        }),
        new("GatherRows", (shape, random) =>
        {
            int[] rows = [.. Enumerable.Range(0, random.NextInt32(5)).Select(_ => random.NextInt32(3))];
            return new OperationUse(v => v[0].GatherRows(rows).Square(), [random.Signed([3, .. shape])]);
        }),
        new("BroadcastTo", (shape, random) => new OperationUse(
            v => v[0].BroadcastTo(shape).Square(), [random.Signed(random.Broadcastable(shape))])),
        new("MatMul", (shape, random) => new OperationUse(
            v => v[0].MatMul(v[1]), [random.Signed([.. random.Broadcastable(shape), 2, 3]), random.Signed([.. random.Broadcastable(shape), 3, 2])])),
        new("MatMul of vectors", (shape, random) => new OperationUse(
            v => v[0].MatMul(v[1]).Square() + v[2].MatMul(v[0]).Sum(),
            [random.Signed([.. shape, 2, 3]), random.Signed(3), random.Signed(2)])),
        new("MatMul of nothing", (shape, random) => new OperationUse(
            v => v[0].MatMul(v[1]), [random.Signed([.. shape, 2, 0]), random.Signed(0, 2)])),
    ];

    public static OperationCase[] Losses { get; } =
    [
        Loss("mean squared", new MeanSquaredError<double>()),
        Loss("half squared", new HalfSquaredError<double>()),
        Loss("mean absolute", new MeanAbsoluteError<double>()),
        Loss("huber", new HuberLoss<double>(0.6)),
        Loss("binary cross-entropy", new SigmoidBinaryCrossEntropy<double>()),
        Loss("cross-entropy", new SoftmaxCrossEntropy<double>()),
        Loss("cross-entropy of classes", new SoftmaxCrossEntropy<double>(), classes: true),
    ];

    public static IEnumerable<OperationCase> All => [.. Elementwise, .. Activations, .. Reductions, .. Shapes, .. Losses];

    private static IEnumerable<OperationCase> Reduction(
        string name, Func<RandomStream, int[], Argument<double>> draw, Func<Variable<double>, int[], bool, Variable<double>> function, bool needsElements)
    {
        foreach (bool keep in (bool[])[false, true])
        {
            yield return new OperationCase($"{name}{(keep ? " kept" : "")}", (shape, random) =>
            {
                // Any axes, also such as are apart; at least one that is not last now and then.
                int[] full = [.. needsElements ? shape.Select(size => Math.Max(1, size)) : shape, 2];
                int[] axes = [.. Enumerable.Range(0, full.Length).Where(_ => random.NextInt32(2) == 0).Select(i => random.NextInt32(2) == 0 ? i : i - full.Length)];
                return new OperationUse(v => function(v[0], axes, keep).Square(), [draw(random, full)]);
            });
        }
    }

    private static OperationCase Along(string name, Func<Variable<double>, int, Variable<double>> function) => new(name, (shape, random) =>
    {
        int axis = random.NextInt32(shape.Length);
        return new OperationUse(v => function(v[0], axis).Square(), [random.Signed(shape)]);
    });

    // Products of halves are quarters: with a bias of an eighth more than a half, no sum is near the bend at zero.
    private static OperationCase Linear<TActivation>(string name, TActivation activation, bool isBent = false)
        where TActivation : unmanaged, IActivation<double> => new(name, (shape, random) =>
        {
            int rows = shape[0], inputs = shape[^1];
            return new OperationUse(
                v => LinearOperation<double, TActivation>.Record(v[0], v[1], v[2], activation),
                isBent
                    ? [random.Halves(0, rows, inputs), random.Halves(0, inputs, 2), random.Halves(0.125, 1, 2)]
                    : [random.Signed(rows, inputs), random.Signed(inputs, 2), random.Positive(1, 2)]);
        });

    private static OperationCase Loss(string name, Loss<double> loss, bool classes = false) => new(name, (shape, random) =>
    {
        // Targets of a row need not sum to one, not even those of cross-entropy, which takes two columns and more.
        int rows = Math.Max(1, shape[0]), columns = (loss is SoftmaxCrossEntropy<double> ? 2 : 1) + Draws.Count(shape[1..]);
        double[] targets = classes
            ? [.. Enumerable.Range(0, rows).Select(_ => (double)random.NextInt32(columns))]
            : random.Probabilities(rows * columns);
        return new OperationUse(
            v => loss.Record(v[0], v[0].Tape.Constant(targets, [rows, targets.Length / rows])),
            [loss is MeanAbsoluteError<double> or HuberLoss<double> ? Apart(random, rows, columns, targets) : random.Signed(rows, columns)]);
    });

    // Errors that are neither near 0 nor near 0.6 in size.
    private static Argument<double> Apart(RandomStream random, int rows, int columns, double[] targets) => new(
        [.. targets.Select(target => target + ((random.NextInt32(2) == 0 ? 1 : -1) * (random.NextInt32(2) == 0 ? 0.3 : 1.2)))], rows, columns);
}
