using System.Text;
using FastNN.Cli.Lessons;
using FastNN.Cli.Reporting;

namespace FastNN.Cli.Tests.Lessons;

/// <summary>The parts of a chapter of docs/lessons that are made from the lesson: its code, its numbers, its picture.</summary>
internal static class ChapterText
{
    private const string End = "<!-- end -->";

    /// <summary>Gets the code that a chapter shows: the regions of the lesson's source, one after another, without their
    /// indentation.</summary>
    public static string Code(string source)
    {
        var parts = new List<string>();
        List<string>? part = null;
        foreach (string line in File.ReadAllLines(source))
        {
            if (line.TrimStart().StartsWith("#region", StringComparison.Ordinal))
            {
                part = [];
            }
            else if (line.TrimStart().StartsWith("#endregion", StringComparison.Ordinal))
            {
                parts.Add(Dedent(part!));
                part = null;
            }
            else
            {
                part?.Add(line);
            }
        }

        return $"```csharp\n{string.Join("\n\n", parts)}\n```\n";
    }

    /// <summary>Gets the table of a lesson's numbers.</summary>
    public static string Numbers(LessonResult result)
    {
        var text = new StringBuilder("| figure | document | FastNN | difference |\n| --- | ---: | ---: | ---: |\n");
        foreach (ComparedNumber number in result.Comparison.Numbers)
        {
            text.Append($"{RowStart(number)} {Words.Exact(number.Actual)} | {PlainLessonReport.Short(number.Difference)} |\n");
        }

        return text.ToString();
    }

    /// <summary>Gets what a number's row begins with.</summary>
    public static string RowStart(ComparedNumber number)
    {
        string bound = number.Name.Contains("_at_least", StringComparison.Ordinal)
            ? "≥ " : number.Name.Contains("_at_most", StringComparison.Ordinal) ? "≤ " : "";
        return $"| `{number.Name}` | {bound}{Words.Exact(number.Expected)} |";
    }

    /// <summary>Gets a generated part of a chapter.</summary>
    public static string Part(string chapter, string name)
    {
        (int start, int end) = Find(chapter, name);
        return chapter[start..end];
    }

    /// <summary>Puts a generated part into a chapter.</summary>
    public static string WithPart(string chapter, string name, string content)
    {
        (int start, int end) = Find(chapter, name);
        return chapter[..start] + content + chapter[end..];
    }

    private static (int Start, int End) Find(string chapter, string name)
    {
        string mark = $"<!-- {name} -->\n";
        int start = chapter.IndexOf(mark, StringComparison.Ordinal);
        int end = start < 0 ? -1 : chapter.IndexOf(End, start, StringComparison.Ordinal);
        return end < 0 ? throw new InvalidDataException($"the chapter has no part '{mark.Trim()} … {End}'") : (start + mark.Length, end);
    }

    private static string Dedent(List<string> lines)
    {
        int indentation = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length < indentation ? "" : line[indentation..])).Trim('\n');
    }
}
