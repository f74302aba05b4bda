using FastNN.Peers.Ceilings;
using FastNN.Peers.Libraries;

namespace FastNN.Peers.Reporting;

/// <summary>The results of a run.</summary>
/// <param name="Work">What was measured: gemm, activations or train.</param>
/// <param name="Options">What was asked for.</param>
/// <param name="Machine">Where and when.</param>
/// <param name="Peers">The libraries, present and missing.</param>
/// <param name="Ceilings">What the machine could do at best.</param>
/// <param name="Rows">One row for each case and peer.</param>
internal sealed record Report(
    string Work, RunOptions Options, MachineDescription Machine, IReadOnlyList<Peer> Peers, MachineCeilings Ceilings, IReadOnlyList<ReportRow> Rows)
{
    /// <summary>Gets whether some cases, but not all, are transposed forms.</summary>
    public bool HasBothForms => Rows.Any(row => row.IsTransposed) && Rows.Any(row => !row.IsTransposed);

    /// <summary>Computes the geometric mean of the ratios for each peer.</summary>
    /// <param name="plainOnly">Whether to leave transposed forms out.</param>
    public IReadOnlyList<KeyValuePair<string, double>> GeometricMeanRatios(bool plainOnly = false) =>
    [
        .. from row in Rows
           where row.Peer != null && !(plainOnly && row.IsTransposed)
           group Math.Log(row.Ratio!.Value) by row.Peer into logarithms
           select KeyValuePair.Create(logarithms.Key, Math.Exp(logarithms.Average())),
    ];
}
