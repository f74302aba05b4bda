using System.Numerics;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Threading;
using FastNN.Training;

namespace FastNN.Cli.Commands;

/// <summary>Checks that training lowers the loss, gives the same bits for one thread and two, and allocates nothing.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal static class TrainingChecks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 96;
    private const int Inputs = 100;
    private const int Classes = 10;
    private const int Steps = 20;

    /// <summary>Runs the checks of the type.</summary>
    public static IEnumerable<CheckResult> Run()
    {
        string type = typeof(T) == typeof(float) ? "f32" : "f64";
        (ulong bits, double ratio, long allocated) = Train(null);
        yield return new CheckResult($"training {type}", ratio, bits);
        using var workers = new WorkerPool(2);
        ulong bitsOfTwo = Train(workers).Bits;
        yield return new CheckResult($"training {type}, 2 threads", bits == bitsOfTwo ? 0 : double.PositiveInfinity, bitsOfTwo);
        yield return new CheckResult($"allocation {type}", allocated == 0 ? 0 : double.PositiveInfinity, (ulong)allocated);
    }

    // The last loss as a share of half the first, the bits of all weights, and what a step allocates once it is warm.
    private static (ulong Bits, double Ratio, long Allocated) Train(WorkerPool? workers)
    {
        using var model = new Sequential<T>(
            seed: 3, new Linear<T>(Inputs, 64), new Sigmoid<T>(), new Linear<T>(64, 48), new ReLU<T>(), new Linear<T>(48, Classes));
        using var optimizer = new Adam<T>(T.CreateChecked(0.01));
        using var trainer = new Trainer<T>(model, new SoftmaxCrossEntropy<T>(), optimizer, workers);
        T[] x = new T[Rows * Inputs], y = new T[Rows];
        new RandomStream(5).FillNormal<T>(x, 0, 1);
        for (int row = 0; row < Rows; row++) y[row] = T.CreateChecked(row % Classes);
        T first = trainer.Step(x, y), last = first;
        for (int step = 1; step < Steps; step++) last = trainer.Step(x, y);
        var bits = new BitChecksum();
        foreach (Parameter<T> parameter in model.Parameters.Parameters) bits.Add<T>(parameter.Values);
        return (bits.Value, 2 * double.CreateChecked(last) / double.CreateChecked(first), MeasureAllocation(trainer, x, y));
    }

    // The first code that the runtime makes of a method may box where the final code does not, and how soon that comes depends on how busy
    // the machine is: a second at most is waited for.
    private static long MeasureAllocation(Trainer<T> trainer, T[] x, T[] y)
    {
        long allocated = 0;
        for (int attempt = 0; attempt < 50; attempt++)
        {
            if (attempt > 0) Thread.Sleep(20);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < 5; step++) trainer.Step(x, y);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated == 0) break;
        }

        return allocated;
    }
}
