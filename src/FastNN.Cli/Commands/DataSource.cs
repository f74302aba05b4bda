namespace FastNN.Cli.Commands;

/// <summary>A DATASET argument: <c>digits</c>, <c>idx:FOLDER</c> or <c>csv:FILE</c>.</summary>
/// <param name="Kind">Where rows come from.</param>
/// <param name="Path">The folder or file; empty for built-in data.</param>
internal sealed record DataSource(DataSourceKind Kind, string Path)
{
    /// <summary>Gets the forms that exist, for messages and help.</summary>
    public const string Forms = "digits, idx:FOLDER or csv:FILE";

    /// <summary>Gets the name as a file name's stem.</summary>
    public string Stem
    {
        get
        {
            if (Kind == DataSourceKind.Digits) return "digits";
            string name = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path)));
            if (Kind == DataSourceKind.Csv)
            {
                if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) name = name[..^3];
                name = System.IO.Path.GetFileNameWithoutExtension(name);
            }

            return name.Length == 0 ? "model" : name;
        }
    }

    /// <summary>Reads what <see cref="ToString"/> has written.</summary>
    /// <exception cref="FormatException">It has none of the forms.</exception>
    public static DataSource Parse(string text) => TryParse(text) ?? throw Unknown(text, "");

    /// <summary>Reads the argument of a command.</summary>
    /// <exception cref="FormatException">It has none of the forms; a file or a folder that lacks its form only is told it.</exception>
    public static DataSource ParseArgument(string text) => TryParse(text)
        ?? throw Unknown(text, File.Exists(text) ? $", here csv:{text}" : Directory.Exists(text) ? $", here idx:{text}" : "");

    /// <summary>Tells whether a file is one that the data are read from, under whatever name: written to, it would be lost.</summary>
    public bool Holds(string file)
    {
        if (Kind == DataSourceKind.Digits || !File.Exists(file)) return false;
        string target = Resolve(file);
        IEnumerable<string> own = Kind == DataSourceKind.Csv ? [Path] : Directory.Exists(Path) ? Directory.EnumerateFiles(Path, "*-ubyte*") : [];
        return own.Any(path => Resolve(path) == target);
    }

    private static DataSource? TryParse(string text)
    {
        if (text == "digits") return new DataSource(DataSourceKind.Digits, "");
        int colon = text.IndexOf(':');
        string path = text[(colon + 1)..];
        return (colon < 0 ? "" : text[..colon]) switch
        {
            "idx" when path.Length > 0 => new DataSource(DataSourceKind.Idx, path),
            "csv" when path.Length > 0 => new DataSource(DataSourceKind.Csv, path),
            _ => null,
        };
    }

    private static FormatException Unknown(string text, string meant) => new($"'{text}' is no data set; needed is {Forms}{meant}");

    // Without links, not in any part of the path.
    private static string Resolve(string path)
    {
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (System.IO.Path.GetDirectoryName(full) is not { } parent) return full;
        string place = System.IO.Path.Combine(Resolve(parent), System.IO.Path.GetFileName(full));
        FileSystemInfo info = Directory.Exists(place) ? new DirectoryInfo(place) : new FileInfo(place);
        return info.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Resolve(target.FullName) : place;
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        DataSourceKind.Digits => "digits",
        DataSourceKind.Idx => $"idx:{Path}",
        _ => $"csv:{Path}",
    };
}
