namespace FastNN.Cli.Lessons;

/// <summary>What came of a lesson.</summary>
/// <param name="Lesson">The lesson.</param>
/// <param name="Context">Settings, lines and plots that it left.</param>
/// <param name="Actual">Its figures.</param>
/// <param name="Comparison">Its figures beside the expected ones.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record LessonResult(Lesson Lesson, LessonContext Context, Figures Actual, Comparison Comparison, double Seconds)
{
    /// <summary>Runs a lesson.</summary>
    public static LessonResult Of(Lesson lesson, string? dataFolder)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        var context = new LessonContext(dataFolder);
        Figures actual = lesson.Run(context);
        var comparison = new Comparison(lesson.Expected, actual, lesson.ToleranceOf);
        return new LessonResult(lesson, context, actual, comparison, System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
