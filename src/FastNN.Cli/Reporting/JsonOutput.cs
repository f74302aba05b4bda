using System.Text.Encodings.Web;
using System.Text.Json;
using FastNN.Serialization;
using FastNN.Training;

namespace FastNN.Cli.Reporting;

/// <summary>Prints the one JSON object of <c>--json</c>.</summary>
internal static class JsonOutput
{
    /// <summary>Gets the encoder: the output goes to terminals and files, never into a web page.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Prints an object on standard output.</summary>
    /// <param name="writeFields">Writes its fields.</param>
    public static void Print(Action<Utf8JsonWriter> writeFields)
    {
        using Stream output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = Encoder, Indented = true }))
        {
            json.WriteStartObject();
            writeFields(json);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Writes loss, and accuracy or R².</summary>
    public static void WriteFigures(Utf8JsonWriter json, Evaluation figures)
    {
        WriteNumber(json, "loss", figures.Loss);
        if (figures.Accuracy is { } accuracy) WriteNumber(json, "accuracy", accuracy);
        if (figures.R2 is { } r2) WriteNumber(json, "r2", r2);
    }

    /// <summary>Writes a number; JSON has no NaN and no infinity, so null stands for them.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    /// <summary>Writes layers from input to output.</summary>
    public static void WriteLayers(Utf8JsonWriter json, IEnumerable<LayerSpec> layers)
    {
        json.WriteStartArray("layers");
        foreach (LayerSpec layer in layers)
        {
            json.WriteStartObject();
            json.WriteString("kind", layer.Kind);
            json.WriteNumber("inputs", layer.Inputs);
            json.WriteNumber("outputs", layer.Outputs);
            if (layer.Slope is { } slope) json.WriteNumber("slope", slope);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
