using Xunit.Abstractions;

namespace FastNN.Cli.Tests.Lessons;

/// <summary>Finds the lessons' data, which are not part of the repository.</summary>
internal static class LessonData
{
    /// <summary>Gets the folder that FASTNN_DATA names, or null.</summary>
    public static string? Folder =>
        Environment.GetEnvironmentVariable("FASTNN_DATA") is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;

    /// <summary>Gives the folder; where there is none, says so in the test's output.</summary>
    public static bool TryFind(ITestOutputHelper log, out string folder)
    {
        folder = Folder ?? "";
        if (folder.Length == 0) log.WriteLine("Skipped: FASTNN_DATA is not set, or no folder.");
        return folder.Length > 0;
    }
}
