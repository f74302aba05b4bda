using System.CommandLine;
using System.Text.Json;
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
        Argument<string?> name = Grammar.Argument(
            "NAME", "A lesson, or 'list' for their names, or 'all' to run them one after another.", text => text);
        Option<string?> data = Grammar.Option(
            "--data", "FOLDER", $"The folder that holds mnist, cat, islr and ai-edu; by default the environment variable {DataVariable}.",
                ReadFolder);
        Option<string?> report = Grammar.Option(
            "--report", "FILE.html", "Also write a page with plots, tables and settings, which needs no network.", ReadReport);
        Option<bool> json = Grammar.Json();
        var command = new Command("lesson", "Runs a system of the documents that FastNN follows and compares its numbers with theirs.")
        {
            name, data, report, json,
        };
        command.SetAction(parsed =>
        {
            string? folder = parsed.GetValue(data);
            if (folder is null && Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } named) folder = named;
            string line = CommandText.Of(parsed.Tokens.Select(token => token.Value));
            return Run(parsed.GetRequiredValue(name)!, folder, parsed.GetValue(report), line, parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(string name, string? folder, string? report, string commandLine, bool asJson)
    {
        if (name == "list") return List(asJson);
        IReadOnlyList<Lesson> lessons = name == "all" ? LessonCatalog.All : [Find(name)];

        // What can fail for reasons known beforehand fails before minutes are spent.
        if (report != null) Report.Check(report);
        var results = new List<LessonResult>();
        foreach (Lesson lesson in lessons)
        {
            LessonResult result = LessonResult.Of(lesson, folder);
            results.Add(result);
            if (asJson) continue;
            if (name == "all") PlainLessonReport.PrintLine(result);
            else PlainLessonReport.Print(result);
        }

        bool passed = results.TrueForAll(result => result.Comparison.Passed);
        if (report != null) LessonPage.Create(results, commandLine).Save(report);
        if (asJson) JsonOutput.Print(json => Write(json, results, isOne: name != "all", passed));
        else if (report != null) Console.Out.WriteLine($"report: {Path.GetFullPath(report)}");
        return passed ? ExitCode.Success : ExitCode.Failure;
    }

    private static Lesson Find(string name) => LessonCatalog.Find(name)
        ?? throw new UsageException(
            $"there is no lesson '{name}'; there are {string.Join(", ", LessonCatalog.All.Select(known => known.Name))}");

    private static void Write(Utf8JsonWriter json, List<LessonResult> results, bool isOne, bool passed)
    {
        if (isOne)
        {
            JsonLessonReport.Write(json, results[0]);
            return;
        }

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

    private static string ReadReport(string text) => text.Length > 0 ? text : throw new FormatException("the file's name is empty");
}
