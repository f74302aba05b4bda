namespace FastNN.Peers.Reporting;

/// <summary>One case beside one peer.</summary>
internal sealed record ReportRow
{
    /// <summary>Gets the name of the case.</summary>
    public required string Case { get; init; }

    /// <summary>Gets whether the case is a transposed form of a plain one.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>Gets FastNN's median time.</summary>
    public required double FastNNMicroseconds { get; init; }

    /// <summary>Gets FastNN's rate; null where the case is not counted in multiply-adds.</summary>
    public double? FastNNGflops { get; init; }

    /// <summary>Gets the median of FastNN's rate over the peak of the same round; null as <see cref="FastNNGflops"/>.</summary>
    public double? FractionOfPeak { get; init; }

    /// <summary>Gets the peer, or null where none takes part in the case.</summary>
    public string? Peer { get; init; }

    /// <summary>Gets the peer's median time.</summary>
    public double? PeerMicroseconds { get; init; }

    /// <summary>Gets the median of the peer's time over FastNN's of the same round.</summary>
    public double? Ratio { get; init; }

    /// <summary>Gets the time that the machine's ceilings allow at best; null where none is defined.</summary>
    public double? BoundMicroseconds { get; init; }

    /// <summary>Gets the median of the bound over FastNN's time of the same round; null where none is defined.</summary>
    public double? FractionOfBound { get; init; }
}
