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
        Figures actual = Run(lesson, context);
        var comparison = new Comparison(lesson.Expected, actual, lesson.ToleranceOf);
        return new LessonResult(lesson, context, actual, comparison, System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    // A lesson gives the library well-formed arguments of its own; what does not fit can only have come with the data.
    private static Figures Run(Lesson lesson, LessonContext context)
    {
        try
        {
            return lesson.Run(context);
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException(
                $"lesson {lesson.Name}: its data ({lesson.Data}) are not as expected: {Fault.Describe(fault)}", fault);
        }
    }
}
