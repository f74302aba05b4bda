using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Peers.Ceilings;
using FastNN.Peers.Libraries;
using FastNN.Peers.Measuring;
using FastNN.Peers.Reporting;
using FastNN.Threading;

namespace FastNN.Peers.Training;

/// <summary>Whole training steps (forward, loss, backward, update) beside PyTorch.</summary>
internal static class TrainingSuite
{
    private const int CheckedSteps = 3;

    // After the checked steps, the rate at which training stands still: at a rate that trains, the thousands of repetitions on one
    // batch would drive gradients toward zero, where subnormal numbers cost some processors a hundred cycles each. The arithmetic of
    // a step is the same at any rate. torch_steps.py has this number too.
    private const double SteadyRate = 1e-7;

    // PyTorch's threads spin for as long as they please before they sleep.
    private const int SettleMilliseconds = 20;

    /// <summary>Measures all cases that are asked for.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="options">What is asked for.</param>
    /// <param name="pool">The team, or null.</param>
    /// <param name="progress">Is told of each case that begins.</param>
    /// <returns>PyTorch and the results.</returns>
    /// <exception cref="ContendersDisagreeException">PyTorch's first losses are other ones.</exception>
    public static (IReadOnlyList<Peer> Peers, IReadOnlyList<ReportRow> Rows) Run<T>(RunOptions options, WorkerPool? pool, Action<string> progress)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var torch = new TorchProcess(options.Threads, options.IsDouble);
        using var peak = new FmaPeak<T>(pool);
        var rows = new List<ReportRow>();
        IReadOnlyList<TrainingCase> cases = options.Networks.Count > 0 ? options.Networks : TrainingCase.All;
        foreach (TrainingCase training in cases.Where(training => options.Includes(training.Name)))
        {
            progress(training.Name);
            rows.AddRange(Measure(training, torch, peak, pool));
        }

        return ([torch.Description], rows);
    }

    private static List<ReportRow> Measure<T>(TrainingCase training, TorchProcess torch, FmaPeak<T> peak, WorkerPool? pool)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var steps = new FastNNSteps<T>(training, pool);
        using var bandwidth = new ReadBandwidth<T>(training.UpdateWorkingSet * Unsafe.SizeOf<T>(), pool);
        List<IContender> contenders = [peak, bandwidth, new Repeated("FastNN", () => steps.Step())];
        double[] losses = [.. Enumerable.Range(0, CheckedSteps).Select(_ => double.CreateChecked(steps.Step()))];
        steps.SetLearningRate(SteadyRate);
        if (torch.IsPresent)
        {
            RequireAgreement<T>(training, losses, torch);
            contenders.Add(new TorchSteps(torch));
        }

        double[][] seconds = Interleaved.Measure(contenders, pool == null ? 0 : SettleMilliseconds);
        double[] peakGflops = peak.ToGflops(seconds[0]);
        double[] gflops = [.. seconds[2].Select(second => training.Operations / second * 1e-9)];

        // At best the update streams its working set at the rate of reads, and the products run at the peak.
        double sweeps = (double)training.UpdateTraffic * Unsafe.SizeOf<T>() / bandwidth.WorkingSetBytes;
        double[] bounds = [.. peakGflops.Select((rate, round) => (training.Operations / rate * 1e-9) + (sweeps * seconds[1][round]))];
        var row = new ReportRow
        {
            Case = training.Name,
            FastNNMicroseconds = Median.Of(seconds[2]) * 1e6,
            FastNNGflops = Median.Of(gflops),
            FractionOfPeak = Median.OfRatios(gflops, peakGflops),
            BoundMicroseconds = Median.Of(bounds) * 1e6,
            FractionOfBound = Median.OfRatios(bounds, seconds[2]),
        };
        return ReportRows.BesidePeers(row, contenders, seconds, firstPeer: 3);
    }

    // A word even for none: the request is split at spaces.
    private static string ActivationsText(TrainingCase training) => training.Activations is [] ? "none" : string.Join(',', training.Activations);

    private static void RequireAgreement<T>(TrainingCase training, double[] losses, TorchProcess torch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] theirs = torch.Ask(string.Create(
            CultureInfo.InvariantCulture,
            $"prepare {training.SizesText} {ActivationsText(training)} {training.BatchSize} "
            + $"{training.Optimizer} {training.Loss} {training.LearningRate}"));

        // Adam's first steps divide a gradient by its own size, so that roundings of the smallest gradients count in full: far more
        // than the rounding of a sum, far less than another network, batch or rule would make.
        Agreement.Require<double>(
            $"losses of {training.Name} beside {torch.Description.Name}", losses, theirs, 0, relativeTolerance: Math.Sqrt(Agreement.Epsilon<T>()));
    }
}
