using Xunit.Abstractions;

namespace FastNN.Testing;

/// <summary>Finds the real data that some tests read; it is not part of the repository.</summary>
public static class SampleData
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "FASTNN_DATA";

    /// <summary>Finds a file or folder of the data.</summary>
    /// <param name="output">Where to say why a test skips.</param>
    /// <param name="parts">The path below the data folder.</param>
    /// <returns>The path, or <see langword="null"/> where the variable is unset: the test then has to return.</returns>
    /// <exception cref="FileNotFoundException">The variable is set, but there is no such file or folder.</exception>
    public static string? Find(ITestOutputHelper output, params string[] parts)
    {
        string? folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder))
        {
            output.WriteLine($"Skipped: {Variable} is not set, so there is no {string.Join('/', parts)} to read.");
            return null;
        }

        string path = Path.Combine([folder, .. parts]);
        return Path.Exists(path) ? path : throw new FileNotFoundException($"{Variable} is set, but there is no '{path}'.");
    }
}
