using System.Globalization;
using System.Text.Json;
using FastNN.Peers.Ceilings;
using FastNN.Peers.Libraries;

namespace FastNN.Peers.Reporting;

/// <summary>Writes a report as one JSON object.</summary>
internal static class JsonReport
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="stream">Receives UTF-8 text.</param>
    public static void Write(Report report, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("work", report.Work);
        json.WriteString("precision", report.Options.IsDouble ? "f64" : "f32");
        json.WriteNumber("threads", report.Options.Threads);
        WriteMachine(json, report.Machine);
        WritePeers(json, report.Peers);
        json.WriteNumber("fmaPeakGflops", Round(report.Ceilings.FmaPeakGflops));
        WriteBandwidth(json, report.Ceilings.ReadBandwidth);
        json.WriteStartArray("rows");
        foreach (ReportRow row in report.Rows) WriteRow(json, row, report.Work == "train");
        json.WriteEndArray();
        WriteMeans(json, "geometricMeanRatio", report.GeometricMeanRatios());
        if (report.HasBothForms) WriteMeans(json, "geometricMeanRatioOfPlain", report.GeometricMeanRatios(plainOnly: true));
        json.WriteEndObject();
        json.Flush();
        stream.Write("\n"u8);
    }

    private static void WriteMachine(Utf8JsonWriter json, MachineDescription machine)
    {
        json.WriteString("processor", machine.Processor);
        json.WriteNumber("processorCount", machine.ProcessorCount);
        json.WriteString("operatingSystem", machine.OperatingSystem);
        json.WriteString("runtime", machine.Runtime);
        json.WriteString("instructionSet", machine.InstructionSet);
        json.WriteString("version", machine.Version);
        json.WriteString("date", machine.Date.ToString("O", CultureInfo.InvariantCulture));
    }

    private static void WritePeers(Utf8JsonWriter json, IReadOnlyList<Peer> peers)
    {
        json.WriteStartArray("peers");
        foreach (Peer peer in peers)
        {
            json.WriteStartObject();
            json.WriteString("name", peer.Name);
            json.WriteString("version", peer.Version);
            if (peer.Missing != null) json.WriteString("missing", peer.Missing);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBandwidth(Utf8JsonWriter json, IReadOnlyList<BandwidthPoint> points)
    {
        json.WriteStartArray("readBandwidth");
        foreach (BandwidthPoint point in points)
        {
            json.WriteStartObject();
            json.WriteNumber("workingSetBytes", point.WorkingSetBytes);
            json.WriteNumber("gigabytesPerSecond", Round(point.GigabytesPerSecond));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter json, ReportRow row, bool hasBound)
    {
        json.WriteStartObject();
        json.WriteString("case", row.Case);
        json.WriteNumber("fastnnMicroseconds", Round(row.FastNNMicroseconds));
        WriteNumber(json, "fastnnGflops", row.FastNNGflops);
        json.WriteString("peer", row.Peer);
        WriteNumber(json, "peerMicroseconds", row.PeerMicroseconds);
        WriteNumber(json, "ratio", row.Ratio);
        WriteNumber(json, "fractionOfPeak", row.FractionOfPeak);
        if (hasBound)
        {
            WriteNumber(json, "boundMicroseconds", row.BoundMicroseconds);
            WriteNumber(json, "fractionOfBound", row.FractionOfBound);
        }

        json.WriteEndObject();
    }

    private static void WriteMeans(Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, double>> means)
    {
        json.WriteStartObject(name);
        foreach ((string peer, double ratio) in means) json.WriteNumber(peer, Round(ratio));
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value == null) json.WriteNull(name);
        else json.WriteNumber(name, Round(value.Value));
    }

    // Five significant digits: what comes after is noise.
    private static double Round(double value) =>
        double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
