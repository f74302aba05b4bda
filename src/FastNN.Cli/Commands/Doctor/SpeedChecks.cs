using System.Diagnostics;
using FastNN.Kernels;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Memory;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Training;

namespace FastNN.Cli.Commands;

/// <summary>
/// Measures what networks spend their time on, on one thread: two builds, or two instruction sets, compare by their figures. Times wander
/// with whatever else the machine does; run both in turn.
/// </summary>
internal static class SpeedChecks
{
    private const int Rounds = 15;
    private const double RoundSeconds = 4e-3;

    // The just-in-time compiler replaces first, slow code some 100 ms after its 30th call.
    private const int WarmUpCalls = 60;
    private const int WarmUpRounds = 3;
    private const int CompilationMilliseconds = 150;

    /// <summary>Measures everything.</summary>
    public static List<SpeedResult> Run() =>
    [
        Product<float>(128, 64, 784, "f32"),
        Product<float>(256, 256, 256, "f32"),
        Product<float>(1024, 1024, 1024, "f32"),
        Product<double>(256, 256, 256, "f64"),
        Function("exp of 4096, f32", Elementwise.Exp),
        Function("tanh of 4096, f32", Elementwise.Tanh),
        Step("training step 2-2-1, batch 4", [2, 2, 1], 4),
        Step("training step 784-64-16-10, batch 128", [784, 64, 16, 10], 128),
    ];

    private static SpeedResult Product<T>(int m, int n, int k, string precision)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using var a = Drawn<T>(m * k);
        using var b = Drawn<T>(k * n);
        using var c = new AlignedBuffer<T>(m * n);
        using var workspace = new AlignedBuffer<T>(Math.Max(1, Gemm.WorkspaceCount<T>(m, n, k)));
        return new SpeedResult(
            $"product {m}x{n}x{k}, {precision}",
            Time(() => Gemm.Multiply(m, n, k, T.One, a.Span, k, false, b.Span, n, false, T.Zero, c.Span, n, workspace.Span)),
            2.0 * m * n * k);
    }

    private static SpeedResult Function(string name, Action<ReadOnlySpan<float>, Span<float>> function)
    {
        using var x = Drawn<float>(4096);
        using var y = new AlignedBuffer<float>(4096);
        return new SpeedResult(name, Time(() => function(x.Span, y.Span)), 0);
    }

    private static SpeedResult Step(string name, int[] sizes, int rows)
    {
        var layers = new List<Layer<float>>();
        for (int i = 0; i + 1 < sizes.Length; i++)
        {
            layers.Add(new Linear<float>(sizes[i], sizes[i + 1]));
            if (i + 2 < sizes.Length) layers.Add(new Layers.Sigmoid<float>());
        }

        using var model = new Sequential<float>([.. layers]);
        model.Initialize(1);

        // So small a rate that thousands of steps on one batch leave the network where it is.
        using var optimizer = new Sgd<float>(1e-7f);
        using var trainer = new Trainer<float>(model, new MeanSquaredError<float>(), optimizer);
        using var features = Drawn<float>(rows * sizes[0]);
        using var targets = Drawn<float>(rows * sizes[^1]);
        return new SpeedResult(name, Time(() => trainer.Step(features.Span, targets.Span)), 0);
    }

    private static AlignedBuffer<T> Drawn<T>(int count)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var buffer = new AlignedBuffer<T>(count);
        new RandomStream(1).FillUniform(buffer.Span, -1, 1);
        return buffer;
    }

    private static double Time(Action run)
    {
        for (int round = 0; round < WarmUpRounds; round++)
        {
            for (int i = 0; i < WarmUpCalls; i++) run();
            Thread.Sleep(CompilationMilliseconds);
        }

        int repeats = 1;
        while (Seconds(run, repeats) < RoundSeconds) repeats *= 2;
        var seconds = new double[Rounds];
        for (int round = 0; round < Rounds; round++) seconds[round] = Seconds(run, repeats) / repeats;
        Array.Sort(seconds);
        return seconds[Rounds / 2] * 1e6;
    }

    private static double Seconds(Action run, int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++) run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
