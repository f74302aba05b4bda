namespace FastNN.Cli.Tests.Lessons;

/// <summary>Finds the repository's own files from where the tests run.</summary>
internal static class Sources
{
    /// <summary>Gives a path of the repository, or null where the tests run elsewhere.</summary>
    public static string? Find(string relative)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "FastNN.sln"))) continue;
            string path = Path.Combine(folder.FullName, relative);
            return Path.Exists(path) ? path : null;
        }

        return null;
    }
}
