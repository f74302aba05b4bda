using System.Text.Json;
using FastNN.Cli.Lessons;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Cli.Tests.Lessons;

/// <summary>Compares the numbers in the lessons with the collection of the documents' numbers, where that lies beside the data.</summary>
public sealed class ReferenceTests(ITestOutputHelper log)
{
    private static readonly string[] s_notFigures = ["document", "section", "setup", "data", "published_by"];

    [Fact]
    public void Expected_EqualsTheCollection_NameByName()
    {
        if (!LessonData.TryFind(log, out string data)) return;
        string file = Path.GetFullPath(Path.Combine(data, "..", "reference", "documents.json"));
        if (!File.Exists(file))
        {
            log.WriteLine($"Skipped: there is no '{file}'.");
            return;
        }

        using JsonDocument collection = JsonDocument.Parse(File.ReadAllText(file));
        foreach (JsonProperty entry in collection.RootElement.EnumerateObject())
        {
            Lesson? lesson = LessonCatalog.Find(entry.Name);
            Assert.True(lesson != null, $"there is no lesson {entry.Name}");
            Assert.Equal(entry.Value.GetProperty("document").GetString(), lesson.Document);
            JsonProperty[] figures = [.. entry.Value.EnumerateObject().Where(property => IsFigure(property.Name))];
            Assert.Equal(figures.Select(figure => figure.Name), lesson.Expected.Select(figure => figure.Key));
            foreach (JsonProperty figure in figures)
            {
                AssertEqual($"{entry.Name}.{figure.Name}", figure.Value, lesson.Expected[figure.Name]);
                AssertTolerance(entry, figure.Name, lesson);
            }
        }
    }

    private static bool IsFigure(string name) => !s_notFigures.Contains(name) && !name.StartsWith("tolerance", StringComparison.Ordinal);

    private static void AssertEqual(string name, JsonElement expected, Figure actual)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(expected.EnumerateObject().Select(field => field.Name), actual.Fields!.Select(field => field.Key));
                foreach (JsonProperty field in expected.EnumerateObject())
                {
                    AssertEqual($"{name}.{field.Name}", field.Value, actual.Fields![field.Name]);
                }

                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.Items!.Count);
                for (int i = 0; i < actual.Items.Count; i++) AssertEqual($"{name}[{i}]", expected[i], actual.Items[i]);
                break;
            default:
                Assert.True(expected.GetDouble() == actual.Number, $"{name}: {actual.Number} instead of {expected.GetDouble()}");
                break;
        }
    }

    // A lesson may be stricter than the collection, never laxer.
    private static void AssertTolerance(JsonProperty entry, string figure, Lesson lesson)
    {
        Tolerance tolerance = lesson.ToleranceOf(figure);
        if (figure.EndsWith("_at_least", StringComparison.Ordinal)) return;
        bool isFull = figure.EndsWith("_full", StringComparison.Ordinal);
        double limit = 0;
        bool isRelative = false;
        if ((isFull && entry.Value.TryGetProperty("tolerance_full_relative", out JsonElement given))
            || entry.Value.TryGetProperty("tolerance_relative", out given))
        {
            (limit, isRelative) = (given.GetDouble(), true);
        }
        else if (entry.Value.TryGetProperty("tolerance", out given))
        {
            limit = given.GetDouble();
        }

        Assert.True(tolerance.Limit <= limit, $"{entry.Name}.{figure}: {tolerance.Limit} is laxer than {limit}");
        if (tolerance.Limit > 0) Assert.Equal(isRelative, tolerance.IsRelative);
    }
}
