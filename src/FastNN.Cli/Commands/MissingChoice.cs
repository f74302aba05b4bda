using FastNN.Data;

namespace FastNN.Cli.Commands;

/// <summary>The names of what can be done about missing values.</summary>
internal static class MissingChoice
{
    /// <summary>Gets the names.</summary>
    public static string[] Names { get; } = ["reject", "drop", "mean"];

    /// <summary>Gives the name of a choice.</summary>
    public static string NameOf(MissingValues choice) => Names[(int)choice];

    /// <summary>Finds a choice by its name.</summary>
    /// <exception cref="FormatException">There is none of that name.</exception>
    public static MissingValues Parse(string name)
    {
        int choice = Array.IndexOf(Names, name);
        return choice >= 0 ? (MissingValues)choice : throw new FormatException($"'{name}' is none of {string.Join(", ", Names)}");
    }
}
