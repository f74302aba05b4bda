using System.Text.Json;

namespace FastNN.Cli.Tests.Reporting;

/// <summary>What a browser says of a plot.</summary>
/// <param name="Title">Its name.</param>
/// <param name="X">Its left edge.</param>
/// <param name="Y">Its upper edge.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Labels">The labels of its axes.</param>
/// <param name="Texts">All its texts.</param>
/// <param name="Problems">Texts that are cut or overlap.</param>
internal sealed record PlotMeasure(
    string Title, double X, double Y, double Width, double Height, IReadOnlyList<string> Labels, IReadOnlyList<string> Texts, IReadOnlyList<string> Problems)
{
    /// <summary>Reads what the script wrote.</summary>
    public static PlotMeasure Read(JsonElement json) => new(
        json.GetProperty("title").GetString()!,
        json.GetProperty("x").GetDouble(),
        json.GetProperty("y").GetDouble(),
        json.GetProperty("width").GetDouble(),
        json.GetProperty("height").GetDouble(),
        Strings(json, "labels"),
        Strings(json, "texts"),
        Strings(json, "problems"));

    private static string[] Strings(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
