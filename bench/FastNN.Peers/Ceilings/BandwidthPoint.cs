namespace FastNN.Peers.Ceilings;

/// <summary>The rate of reads at one size of the working set.</summary>
/// <param name="WorkingSetBytes">The bytes that are read over and over.</param>
/// <param name="GigabytesPerSecond">The rate, in 10⁹ bytes.</param>
internal readonly record struct BandwidthPoint(long WorkingSetBytes, double GigabytesPerSecond);
