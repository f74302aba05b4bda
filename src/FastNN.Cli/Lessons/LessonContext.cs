using FastNN.Cli.Reporting;

namespace FastNN.Cli.Lessons;

/// <summary>What a lesson is handed: the folder of data, and something to print on.</summary>
internal sealed class LessonContext(string? dataFolder)
{
    private readonly List<KeyValuePair<string, string>> _texts = [];
    private readonly List<string> _notes = [];
    private readonly List<LessonPlot> _plots = [];

    /// <summary>Gets the settings that the lesson named, in their order.</summary>
    public Figures Settings { get; } = new();

    /// <summary>Gets the settings that are words.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts => _texts;

    /// <summary>Gets the lines that the lesson printed.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Gets the plots that the lesson drew.</summary>
    public IReadOnlyList<LessonPlot> Plots => _plots;

    /// <summary>Gets or sets the losses to show on a terminal, or null.</summary>
    public double[]? Losses { get; set; }

    /// <summary>Finds a file or folder of data.</summary>
    /// <param name="name">The path within the folder of data, with slashes.</param>
    /// <returns>The path.</returns>
    /// <exception cref="UsageException">There is no such file; the message says where to get it.</exception>
    public string DataPath(string name)
    {
        if (dataFolder is null)
        {
            throw new UsageException(
                $"this lesson reads {name}; name the folder that holds it by --data FOLDER or FASTNN_DATA. {DataOrigins.Of(name)}");
        }

        string path = Path.Combine([dataFolder, .. name.Split('/')]);
        return Path.Exists(path) ? path : throw new UsageException($"there is no '{path}'. {DataOrigins.Of(name)}");
    }

    /// <summary>Names a setting.</summary>
    public void Setting(string name, Figure value) => Settings[name] = value;

    /// <summary>Names a setting that is a word.</summary>
    public void Setting(string name, string value) => _texts.Add(new(name, value));

    /// <summary>Shows a plot.</summary>
    /// <param name="picture">The plot.</param>
    /// <param name="caption">What there is to see in it.</param>
    public void Plot(Plot picture, string caption) => _plots.Add(new LessonPlot(picture, caption));

    /// <summary>Prints a line.</summary>
    public void Print(string line) => _notes.Add(line);
}
