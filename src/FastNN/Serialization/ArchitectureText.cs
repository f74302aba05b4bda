using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FastNN.Serialization;

/// <summary>
/// Reads and writes the architecture that a model file carries in its metadata:
/// <c>{"version":1,"layers":[{"kind":"linear","inputs":784,"outputs":64},{"kind":"sigmoid"},…]}</c>.
/// </summary>
internal static class ArchitectureText
{
    /// <summary>The metadata key.</summary>
    public const string Key = "fastnn.model";

    private const int Version = 1;
    private const int MostLayers = 100_000;

    /// <summary>Writes layers.</summary>
    public static string Write(IReadOnlyList<LayerSpec> layers)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartArray("layers");
            foreach (LayerSpec layer in layers)
            {
                json.WriteStartObject();
                json.WriteString("kind", layer.Kind);
                if (layer.Kind == "linear")
                {
                    json.WriteNumber("inputs", layer.Inputs);
                    json.WriteNumber("outputs", layer.Outputs);
                }

                if (layer.Slope is { } slope) json.WriteNumber("slope", slope);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>Reads layers.</summary>
    /// <exception cref="InvalidDataException">The text is not such a description; the message names the file and the fault.</exception>
    public static IReadOnlyList<LayerSpec> Read(string text, string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw Fault(file, "it is not a JSON object");
            RequireDistinctKeys(root, file);
            int version = Integer(root, "version", file, 1);
            if (version > Version) throw Fault(file, $"it is of version {version}; this FastNN reads up to version {Version}");
            if (!root.TryGetProperty("layers", out JsonElement list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostLayers)
            {
                throw Fault(file, $"'layers' must be a list of 1 to {MostLayers} layers");
            }

            var layers = new List<LayerSpec>();
            foreach (JsonElement element in list.EnumerateArray()) layers.Add(ReadLayer(element, layers, file));
            return layers;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second is what half a surrogate pair gives.
            throw FileFault.In(file, $"metadata '{Key}'", $"it is not JSON: {fault.Message}", fault);
        }
    }

    private static LayerSpec ReadLayer(JsonElement element, List<LayerSpec> before, string file)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("kind", out JsonElement kind)
            || kind.ValueKind != JsonValueKind.String)
        {
            throw Fault(file, $"layer {before.Count} has no 'kind'");
        }

        RequireDistinctKeys(element, file);
        string name = kind.GetString()!;
        int inputs = before.Count > 0 ? before[^1].Outputs : 0;
        if (name == "linear")
        {
            var layer = new LayerSpec(name, Integer(element, "inputs", file, 1), Integer(element, "outputs", file, 1));
            if (before.Count > 0 && layer.Inputs != inputs)
            {
                throw Fault(file, $"layer {before.Count} takes {layer.Inputs} features, the one before it makes {inputs}");
            }

            return layer;
        }

        if (before.Count == 0) throw Fault(file, "the first layer is not linear");
        double? slope = null;
        if (element.TryGetProperty("slope", out JsonElement number))
        {
            slope = number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out double value) && value is >= 0 and <= 1
                ? value
                : throw Fault(file, $"the slope of layer {before.Count} is no number from 0 to 1");
        }

        return new LayerSpec(name, inputs, inputs, slope);
    }

    // Which of two would count depends on the reader.
    private static void RequireDistinctKeys(JsonElement element, string file)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!seen.Add(property.Name)) throw Fault(file, $"{FileFault.Quote(property.Name)} is there twice");
        }
    }

    private static int Integer(JsonElement element, string name, string file, int least) =>
        element.TryGetProperty(name, out JsonElement number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int value) && value >= least
            ? value
            : throw Fault(file, $"'{name}' must be a whole number of at least {least}");

    private static InvalidDataException Fault(string file, string reason) => FileFault.In(file, $"metadata '{Key}'", reason);
}
