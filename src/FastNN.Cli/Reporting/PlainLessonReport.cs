using System.Globalization;
using FastNN.Cli.Lessons;
using FastNN.Training;
using Spectre.Console;

namespace FastNN.Cli.Reporting;

/// <summary>Prints what came of a lesson for people.</summary>
internal static class PlainLessonReport
{
    /// <summary>Prints a lesson: what it is, what it said, its figures beside the document's.</summary>
    public static void Print(LessonResult result)
    {
        TextWriter output = Console.Out;
        Lesson lesson = result.Lesson;
        output.WriteLine($"{lesson.Name}: {lesson.Title}");
        output.WriteLine($"document {lesson.Document}, {lesson.Section}; data: {lesson.Data}");
        foreach ((string name, string text) in result.Context.Texts) output.WriteLine($"  {name}: {text}");
        foreach ((string name, Figure figure) in result.Context.Settings) output.WriteLine($"  {name}: {Word(figure)}");
        foreach (string line in result.Context.Notes) output.WriteLine(line);
        if (result.Context.Losses is { } losses && !Console.IsOutputRedirected) AnsiConsole.Write(new LossChart(Epochs(losses)));
        int width = Math.Max(6, result.Comparison.Numbers.Max(number => number.Name.Length));
        output.WriteLine($"  {"figure".PadRight(width)}  {"document",22}  {"here",22}  {"difference",10}");
        foreach (ComparedNumber number in result.Comparison.Numbers)
        {
            output.WriteLine(
                $"  {number.Name.PadRight(width)}  {Words.Exact(number.Expected),22}  {Words.Exact(number.Actual),22}  {Short(number.Difference),10}"
                + (number.Passed ? "" : "  <- too far"));
        }

        output.WriteLine($"{(result.Comparison.Passed ? "passed" : "FAILED")} in {Words.Seconds(result.Seconds)}");
    }

    private static EpochRecord[] Epochs(double[] losses) =>
        [.. losses.Select((loss, i) =>
            new EpochRecord(i + 1, new Evaluation(0, loss, null, null), Validation: null, Seconds: 0, AllocatedBytesPerStep: 0))];

    /// <summary>Prints what came of a lesson on one line.</summary>
    public static void PrintLine(LessonResult result) => Console.Out.WriteLine(
        $"{result.Lesson.Name,-32} {(result.Comparison.Passed ? "passed" : "FAILED")}  difference {Short(result.Comparison.MaxDifference),8}  {Words.Seconds(result.Seconds),8}");

    /// <summary>Words a difference.</summary>
    public static string Short(double difference) => difference == 0 ? "0" : difference.ToString("0.0e+0", CultureInfo.InvariantCulture);

    /// <summary>Words a figure on one line.</summary>
    public static string Word(Figure figure) => figure switch
    {
        { Fields: { } fields } => string.Join(", ", fields.Select(field => $"{field.Key} {Word(field.Value)}")),
        { Items: { } items } => $"[{string.Join(", ", items.Select(Word))}]",
        _ => Words.Exact(figure.Number),
    };
}
