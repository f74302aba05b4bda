using FastNN.Cli.Lessons;
using FastNN.Cli.Reporting;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Cli.Tests.Lessons;

public sealed class LessonTests(ITestOutputHelper log)
{
    // These take from some seconds to half a minute each; `fastnn lesson all` runs them.
    private static readonly string[] s_slow =
        ["cat-two-layer", "cat-deep", "mnist-784-64-16-10", "learning-rate-and-batch", "hidden-units-and-samples"];

    public static TheoryData<string> Fast => [.. LessonCatalog.All.Select(lesson => lesson.Name).Except(s_slow)];

    public static TheoryData<string> Every => [.. LessonCatalog.All.Select(lesson => lesson.Name)];

    [Theory]
    [MemberData(nameof(Fast))]
    public void Lesson_GivesTheDocumentsNumbers(string name)
    {
        Lesson lesson = LessonCatalog.Find(name)!;
        LessonResult result;
        try
        {
            result = LessonResult.Of(lesson, LessonData.Folder);
        }
        catch (UsageException fault) when (LessonData.Folder is null)
        {
            log.WriteLine($"Skipped: {fault.Message}");
            return;
        }

        foreach (ComparedNumber number in result.Comparison.Numbers)
        {
            Assert.True(number.Passed,
                $"{number.Name}: {number.Actual} instead of {number.Expected}, off by {number.Difference}, allowed {number.Limit}");
        }

        Assert.NotEmpty(result.Comparison.Numbers);
        Assert.NotEmpty(result.Context.Plots);
        Assert.All(result.Context.Plots, plot => Assert.Contains("</svg>", plot.Picture.ToSvg()));
        string page = LessonPage.Create([result], $"fastnn lesson {name}").ToHtml();
        Assert.Contains(HtmlText.Escape(lesson.Title), page);
        Assert.DoesNotContain("<script", page);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Lesson_SaysWhatItIs(string name)
    {
        Lesson lesson = LessonCatalog.Find(name)!;
        Assert.NotEmpty(lesson.Expected);
        Assert.Matches("^[a-z0-9-]+$", lesson.Name);
        Assert.Matches("^00[0-4]", lesson.Document);
        Assert.EndsWith(".", lesson.Title);
        Assert.DoesNotContain('\n', lesson.Data);
    }

    [Fact]
    public void Names_AreEachUsedOnce() =>
        Assert.Equal(LessonCatalog.All.Count, LessonCatalog.All.Select(lesson => lesson.Name).Distinct().Count());

    [Fact]
    public void Lessons_AreAtMost120LinesEach()
    {
        string? folder = Sources.Find("src/FastNN.Cli/Lessons");
        if (folder is null)
        {
            log.WriteLine("Skipped: the sources are not beside the tests.");
            return;
        }

        Assert.All(Directory.GetFiles(folder, "*.cs"), file => Assert.InRange(File.ReadAllLines(file).Length, 1, 120));
    }
}
