using System.Text.RegularExpressions;
using FastNN.Cli.Lessons;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Cli.Tests.Lessons;

/// <summary>
/// The chapters of docs/lessons say what the lessons do. With FASTNN_UPDATE_CHAPTERS=1 the code, numbers and pictures in them are
/// written anew instead of compared.
/// </summary>
public sealed class ChapterTests(ITestOutputHelper log)
{
    private static readonly bool s_updates = Environment.GetEnvironmentVariable("FASTNN_UPDATE_CHAPTERS") == "1";

    public static TheoryData<string> Names => [.. LessonCatalog.All.Select(lesson => lesson.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Chapter_ShowsTheLessonsOwnCodeAndNumbers(string name)
    {
        if (!TryFind("docs/lessons", out string folder) || !TryFind("src/FastNN.Cli/Lessons", out string sources)) return;
        Lesson lesson = LessonCatalog.Find(name)!;
        string file = Path.Combine(folder, $"{name}.md"), picture = Path.Combine(folder, $"{name}.svg");
        string code = ChapterText.Code(Path.Combine(sources, $"{lesson.GetType().Name}.cs"));
        if (s_updates) Update(lesson, file, picture, code);
        string chapter = File.ReadAllText(file);
        Assert.Equal(code, ChapterText.Part(chapter, "code"));
        string numbers = ChapterText.Part(chapter, "numbers");
        foreach (ComparedNumber number in new Comparison(lesson.Expected, [], _ => Tolerance.Exact).Numbers)
        {
            Assert.Contains(ChapterText.RowStart(number), numbers);
        }

        Assert.Contains($"]({name}.svg)", chapter);
        Assert.StartsWith("<svg", File.ReadAllText(picture));
        Assert.InRange(new FileInfo(picture).Length, 1, 150_000);
        Assert.Contains($"fastnn lesson {name}", chapter);
    }

    [Fact]
    public void Map_NamesEveryLessonOnce_AndEveryLinkLeadsSomewhere()
    {
        if (!TryFind("docs/lessons", out string folder)) return;
        string map = File.ReadAllText(Path.Combine(folder, "README.md"));
        foreach (Lesson lesson in LessonCatalog.All) Assert.Contains($"[{lesson.Name}]({lesson.Name}.md)", map);
        foreach (string file in Directory.GetFiles(folder, "*.md"))
        {
            foreach (Match link in Regex.Matches(File.ReadAllText(file), @"\]\(([^)#:]+)\)"))
            {
                Assert.True(Path.Exists(Path.Combine(folder, link.Groups[1].Value)), $"{file}: {link.Value} leads nowhere");
            }
        }
    }

    private static void Update(Lesson lesson, string file, string picture, string code)
    {
        LessonResult result = LessonResult.Of(lesson, LessonData.Folder);
        string chapter = ChapterText.WithPart(File.ReadAllText(file), "code", code);
        File.WriteAllText(file, ChapterText.WithPart(chapter, "numbers", ChapterText.Numbers(result)));
        File.WriteAllText(picture, result.Context.Plots[0].Picture.ToSvg());
    }

    private bool TryFind(string relative, out string path)
    {
        path = Sources.Find(relative) ?? "";
        if (path.Length == 0) log.WriteLine($"Skipped: {relative} is not beside the tests.");
        return path.Length > 0;
    }
}
