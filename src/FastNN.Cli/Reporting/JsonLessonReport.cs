using System.Text.Json;
using FastNN.Cli.Lessons;

namespace FastNN.Cli.Reporting;

/// <summary>Writes what came of lessons as JSON.</summary>
internal static class JsonLessonReport
{
    /// <summary>Writes the fields of one lesson.</summary>
    public static void Write(Utf8JsonWriter json, LessonResult result)
    {
        json.WriteString("name", result.Lesson.Name);
        json.WriteString("document", result.Lesson.Document);
        json.WriteStartObject("settings");
        json.WriteString("section", result.Lesson.Section);
        json.WriteString("data", result.Lesson.Data);
        foreach ((string name, string text) in result.Context.Texts) json.WriteString(name, text);
        foreach ((string name, Figure figure) in result.Context.Settings) Write(json, name, figure);
        JsonOutput.WriteNumber(json, "seconds", result.Seconds);
        json.WriteEndObject();
        Write(json, "expected", result.Lesson.Expected);
        Write(json, "actual", result.Actual);
        JsonOutput.WriteNumber(json, "maxDifference", result.Comparison.MaxDifference);
        json.WriteBoolean("passed", result.Comparison.Passed);
    }

    private static void Write(Utf8JsonWriter json, string name, Figure figure)
    {
        json.WritePropertyName(name);
        Write(json, figure);
    }

    private static void Write(Utf8JsonWriter json, Figure figure)
    {
        if (figure.Fields is { } fields)
        {
            json.WriteStartObject();
            foreach ((string name, Figure field) in fields) Write(json, name, field);
            json.WriteEndObject();
        }
        else if (figure.Items is { } items)
        {
            json.WriteStartArray();
            foreach (Figure item in items) Write(json, item);
            json.WriteEndArray();
        }
        else if (double.IsFinite(figure.Number))
        {
            json.WriteNumberValue(figure.Number);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
