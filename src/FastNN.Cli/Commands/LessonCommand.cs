using System.CommandLine;
using FastNN.Cli.Lessons;
using FastNN.Cli.Reporting;

namespace FastNN.Cli.Commands;

/// <summary><c>fastnn lesson</c>: runs the documents' systems and compares their numbers.</summary>
internal static class LessonCommand
{
    /// <summary>The environment variable that names the folder of data.</summary>
    public const string DataVariable = "FASTNN_DATA";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string?> name = Grammar.Argument("NAME", "A lesson, or 'list' for their names, or 'all' to run them one after another.", text => text);
        Option<string?> data = Grammar.Option(
            "--data", "FOLDER", $"The folder that holds mnist, cat, islr and ai-edu; by default the environment variable {DataVariable}.", ReadFolder);
        Option<bool> json = Grammar.Json();
        var command = new Command("lesson", "Runs a system of the documents that FastNN follows and compares its numbers with theirs.") { name, data, json };
        command.SetAction(parsed =>
        {
            string? folder = parsed.GetValue(data);
            if (folder is null && Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } named) folder = named;
            return Run(parsed.GetRequiredValue(name)!, folder, parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(string name, string? folder, bool asJson)
    {
        if (name == "list") return List(asJson);
        if (name == "all") return RunAll(folder, asJson);
        Lesson lesson = LessonCatalog.Find(name)
            ?? throw new UsageException($"there is no lesson '{name}'; there are {string.Join(", ", LessonCatalog.All.Select(known => known.Name))}");
        LessonResult result = LessonResult.Of(lesson, folder);
        if (asJson) JsonOutput.Print(json => JsonLessonReport.Write(json, result));
        else PlainLessonReport.Print(result);
        return result.Comparison.Passed ? ExitCode.Success : ExitCode.Failure;
    }

    private static int RunAll(string? folder, bool asJson)
    {
        var results = new List<LessonResult>();
        foreach (Lesson lesson in LessonCatalog.All)
        {
            LessonResult result = LessonResult.Of(lesson, folder);
            results.Add(result);
            if (asJson) continue;
            string verdict = result.Comparison.Passed ? "passed" : "FAILED";
            Console.Out.WriteLine(
                $"{lesson.Name,-32} {verdict}  difference {PlainLessonReport.Short(result.Comparison.MaxDifference),8}  {Words.Seconds(result.Seconds),8}");
        }

        bool passed = results.TrueForAll(result => result.Comparison.Passed);
        if (asJson)
        {
            JsonOutput.Print(json =>
            {
                json.WriteStartArray("lessons");
                foreach (LessonResult result in results)
                {
                    json.WriteStartObject();
                    JsonLessonReport.Write(json, result);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                JsonOutput.WriteNumber(json, "seconds", results.Sum(result => result.Seconds));
                json.WriteBoolean("passed", passed);
            });
        }

        return passed ? ExitCode.Success : ExitCode.Failure;
    }

    private static int List(bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Print(json =>
            {
                json.WriteStartArray("lessons");
                foreach (Lesson lesson in LessonCatalog.All)
                {
                    json.WriteStartObject();
                    json.WriteString("name", lesson.Name);
                    json.WriteString("document", lesson.Document);
                    json.WriteString("section", lesson.Section);
                    json.WriteString("title", lesson.Title);
                    json.WriteString("data", lesson.Data);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return ExitCode.Success;
        }

        foreach (Lesson lesson in LessonCatalog.All) Console.Out.WriteLine($"{lesson.Name,-32} {lesson.Document,-13} {lesson.Title}");
        return ExitCode.Success;
    }

    private static string ReadFolder(string text) =>
        Directory.Exists(text) ? text : throw new FormatException($"there is no folder '{text}'");
}
