using System.Numerics;
using FastNN.Peers.Measuring;
using FastNN.Threading;

namespace FastNN.Peers.Ceilings;

/// <summary>What this machine could do at best, measured before anything else.</summary>
/// <param name="FmaPeakGflops">The rate of fused multiply-adds, each counting as two operations.</param>
/// <param name="ReadBandwidth">The rate of reads, from the first-level cache to memory.</param>
internal sealed record MachineCeilings(double FmaPeakGflops, IReadOnlyList<BandwidthPoint> ReadBandwidth)
{
    // From within a first-level cache, through networks of the sizes that are common here, to far outside of any cache.
    private static readonly int[] s_workingSetKibibytes = [16, 205, 700, 1870, 7400, 25_600, 204_800];

    /// <summary>Measures the ceilings with the instruction set in use.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="pool">The team whose ceilings are wanted, or null for one thread.</param>
    public static MachineCeilings Measure<T>(WorkerPool? pool)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var peak = new FmaPeak<T>(pool);
        ReadBandwidth<T>[] blocks = [.. s_workingSetKibibytes.Select(size => new ReadBandwidth<T>(size * 1024L, pool))];
        try
        {
            double[][] seconds = Interleaved.Measure([peak, .. blocks], settleMilliseconds: 0);
            return new MachineCeilings(
                Median.Of(peak.ToGflops(seconds[0])),
                [.. blocks.Select((block, i) => new BandwidthPoint(
                    block.WorkingSetBytes, block.WorkingSetBytes / Median.Of(seconds[i + 1]) * 1e-9))]);
        }
        finally
        {
            foreach (ReadBandwidth<T> block in blocks) block.Dispose();
        }
    }
}
