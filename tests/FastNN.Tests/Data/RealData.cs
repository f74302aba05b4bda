using Xunit.Abstractions;

namespace FastNN.Tests.Data;

/// <summary>Finds test data that is not part of the repository.</summary>
internal static class RealData
{
    /// <summary>Gives the path of a file or folder under FASTNN_DATA; where there is none, says so in the test's output.</summary>
    public static bool TryFind(string relativePath, ITestOutputHelper output, out string path)
    {
        string? root = Environment.GetEnvironmentVariable("FASTNN_DATA");
        path = root is null ? "" : Path.Combine(root, relativePath);
        if (Path.Exists(path)) return true;
        output.WriteLine(root is null ? "Skipped: FASTNN_DATA is not set." : $"Skipped: there is no '{path}'.");
        return false;
    }
}
