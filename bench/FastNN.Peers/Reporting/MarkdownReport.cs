using System.Globalization;
using FastNN.Peers.Ceilings;
using FastNN.Peers.Libraries;

namespace FastNN.Peers.Reporting;

/// <summary>Writes a report as a Markdown table with a head, one line for each case and two columns for each peer.</summary>
internal static class MarkdownReport
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Receives the text.</param>
    public static void Write(Report report, TextWriter output)
    {
        WriteHead(report, output);
        string[] peers = [.. report.Rows.Select(row => row.Peer).OfType<string>().Distinct()];
        bool hasRate = report.Rows.Any(row => row.FastNNGflops != null), hasBound = report.Rows.Any(row => row.BoundMicroseconds != null);
        List<string> head = ["case", "FastNN µs"];
        if (hasRate) head.AddRange(["GFLOP/s", "of peak"]);
        if (hasBound) head.AddRange(["bound µs", "of bound"]);
        foreach (string peer in peers) head.AddRange([$"{peer} µs", "ratio"]);
        WriteLine(output, head);
        WriteLine(output, head.Select((_, i) => i == 0 ? "---" : "---:"));
        foreach (IGrouping<string, ReportRow> rows in report.Rows.GroupBy(row => row.Case))
        {
            ReportRow first = rows.First();
            List<string> cells = [first.Case, Time(first.FastNNMicroseconds)];
            if (hasRate) cells.AddRange([Number(first.FastNNGflops, "F1"), Number(first.FractionOfPeak, "P1")]);
            if (hasBound) cells.AddRange([Time(first.BoundMicroseconds), Number(first.FractionOfBound, "P1")]);
            foreach (string peer in peers)
            {
                ReportRow? row = rows.FirstOrDefault(row => row.Peer == peer);
                cells.AddRange([Time(row?.PeerMicroseconds), Number(row?.Ratio, "F2")]);
            }

            WriteLine(output, cells);
        }

        output.WriteLine();
        output.WriteLine($"Geometric means of the ratios: {Describe(report.GeometricMeanRatios())}.");
        if (report.HasBothForms) output.WriteLine($"Of the plain forms alone: {Describe(report.GeometricMeanRatios(plainOnly: true))}.");
    }

    private static void WriteHead(Report report, TextWriter output)
    {
        MachineDescription machine = report.Machine;
        output.WriteLine($"# {report.Work}, {(report.Options.IsDouble ? "double" : "float")}, threads: {report.Options.Threads}");
        output.WriteLine();
        output.WriteLine($"- {machine.Processor}, {machine.ProcessorCount} CPUs, {machine.OperatingSystem}");
        output.WriteLine($"- {machine.Date:O}, {machine.Runtime}, FastNN {machine.Version}, instruction set {machine.InstructionSet}");
        foreach (Peer peer in report.Peers) output.WriteLine($"- {peer.Name} {peer.Version ?? $"is missing: {peer.Missing}"}");
        output.WriteLine($"- FMA peak {Number(report.Ceilings.FmaPeakGflops, "F1")} GFLOP/s");
        IEnumerable<string> points = report.Ceilings.ReadBandwidth.Select(Describe);
        output.WriteLine($"- reads: {string.Join(", ", points)}");
        output.WriteLine("- ratio: the peer's time over FastNN's, the median of the rounds");
        output.WriteLine();
    }

    private static string Describe(BandwidthPoint point) =>
        $"{Number(point.GigabytesPerSecond, "F1")} GB/s of {Number(point.WorkingSetBytes / 1024.0, "F0")} KiB";

    private static string Describe(IReadOnlyList<KeyValuePair<string, double>> means) => means.Count == 0
        ? "no peer is present"
        : string.Join(", ", means.Select(mean => $"{mean.Key} {Number(mean.Value, "F3")}"));

    private static void WriteLine(TextWriter output, IEnumerable<string> cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");

    private static string Time(double? microseconds) => Number(microseconds, microseconds < 100 ? "F2" : "F0");

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
