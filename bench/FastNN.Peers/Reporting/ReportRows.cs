using FastNN.Peers.Measuring;

namespace FastNN.Peers.Reporting;

/// <summary>Makes the rows of a case from what was timed.</summary>
internal static class ReportRows
{
    /// <summary>Makes one row for each peer, or a single one where there is none.</summary>
    /// <param name="row">What the rows have in common.</param>
    /// <param name="contenders">All that was timed; FastNN stands before the first peer.</param>
    /// <param name="seconds">The times by contender and round.</param>
    /// <param name="firstPeer">The place of the first peer; all after it are peers too.</param>
    public static List<ReportRow> BesidePeers(ReportRow row, IReadOnlyList<IContender> contenders, double[][] seconds, int firstPeer)
    {
        var rows = new List<ReportRow>();
        for (int i = firstPeer; i < contenders.Count; i++)
        {
            rows.Add(row with
            {
                Peer = contenders[i].Name,
                PeerMicroseconds = Median.Of(seconds[i]) * 1e6,
                Ratio = Median.OfRatios(seconds[i], seconds[firstPeer - 1]),
            });
        }

        return rows.Count > 0 ? rows : [row];
    }
}
