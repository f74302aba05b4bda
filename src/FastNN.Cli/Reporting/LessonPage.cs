using FastNN.Cli.Lessons;

namespace FastNN.Cli.Reporting;

/// <summary>Writes what came of lessons as one HTML page.</summary>
internal static class LessonPage
{
    /// <summary>Makes the page.</summary>
    /// <param name="results">What came of one lesson or several.</param>
    /// <param name="command">The exact command that makes it.</param>
    public static Report Create(IReadOnlyList<LessonResult> results, string command)
    {
        var page = new Report(results.Count == 1 ? results[0].Lesson.Name : "All lessons", command);
        string[] columns = ["lesson", "result", "largest difference", "time"];
        if (results.Count > 1) page.Table("What came of the lessons", columns, results.Select(Summary));
        foreach (LessonResult result in results) Add(page, result, isAlone: results.Count == 1);
        return page;
    }

    private static void Add(Report page, LessonResult result, bool isAlone)
    {
        Lesson lesson = result.Lesson;
        if (!isAlone) page.Heading(lesson.Name);
        page.Paragraph(lesson.Title);
        page.Paragraph($"Document {lesson.Document}, {lesson.Section}. Data: {lesson.Data}.");
        foreach (LessonPlot plot in result.Context.Plots) page.Figure(plot.Picture, plot.Caption);
        if (result.Context.Notes.Count > 0) page.Code(string.Join('\n', result.Context.Notes));
        page.Table(
            "The document's numbers and those of this run" + (result.Comparison.Passed ? "" : ": not all are near enough"),
            ["figure", "document", "here", "difference", "allowed"],
            result.Comparison.Numbers.Select(Row));
        IEnumerable<(string, string)> settings =
        [
            .. result.Context.Texts.Select(text => (text.Key, text.Value)),
            .. result.Context.Settings.Select(setting => (setting.Key, PlainLessonReport.Word(setting.Value))),
            ("time", Words.Seconds(result.Seconds)),
        ];
        if (isAlone) page.Settings(settings);
        else page.Table("Settings", ["setting", "value"], settings.Select(setting => new[] { setting.Item1, setting.Item2 }));
    }

    private static string[] Row(ComparedNumber number) =>
    [
        number.Name, Words.Exact(number.Expected), Words.Exact(number.Actual), PlainLessonReport.Short(number.Difference),
        PlainLessonReport.Short(number.Limit),
    ];

    private static string[] Summary(LessonResult result) =>
    [
        result.Lesson.Name, result.Comparison.Passed ? "passed" : "failed", PlainLessonReport.Short(result.Comparison.MaxDifference),
        Words.Seconds(result.Seconds),
    ];
}
