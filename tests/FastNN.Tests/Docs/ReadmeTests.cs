using System.Runtime.CompilerServices;
using FastNN.Serialization;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Docs;

/// <remarks>The program writes to the current folder and to the console, which belong to the whole process: nothing runs beside it.</remarks>
[CollectionDefinition(nameof(ReadmeTests), DisableParallelization = true)]
[Collection(nameof(ReadmeTests))]
public class ReadmeTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void FirstProgram_IsTheOneThatIsCompiledHere(string readme)
    {
        string[] source = File.ReadAllLines(Path.Combine(Root(), "tests/FastNN.Tests/Docs/ReadmeProgram.cs"));
        int start = Array.FindIndex(source, line => line.Contains("// <program>", StringComparison.Ordinal)) + 1;
        int end = Array.FindIndex(source, line => line.Contains("// </program>", StringComparison.Ordinal));
        IEnumerable<string> usings = source.TakeWhile(line => line.StartsWith("using", StringComparison.Ordinal)).Append("");
        IEnumerable<string> body = source[start..end].Select(line => line.Length > 8 ? line[8..] : line);
        string program = string.Join('\n', usings.Concat(body));
        Assert.Contains($"```csharp\n{program}\n```", File.ReadAllText(Path.Combine(Root(), readme)), StringComparison.Ordinal);
    }

    [Fact]
    public void FirstProgram_LearnsTheDigitsAndPrintsTheGradient()
    {
        using var folder = new TemporaryFolder();
        string before = Directory.GetCurrentDirectory();
        TextWriter console = Console.Out;
        var output = new StringWriter();
        try
        {
            Directory.SetCurrentDirectory(folder.Path);
            Console.SetOut(output);
            ReadmeProgram.Run();
        }
        finally
        {
            Console.SetOut(console);
            Directory.SetCurrentDirectory(before);
        }

        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("6", lines[^1]);
        string figure = lines[^2].Replace("accuracy", "", StringComparison.Ordinal).Replace("%", "", StringComparison.Ordinal);
        Assert.InRange(double.Parse(figure, System.Globalization.CultureInfo.InvariantCulture), 95, 100);
        Assert.Equal(784, ModelFile.Inspect(folder.File("digits.safetensors")).InputSize);
    }

    // The tests run from the clone they were built in.
    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
