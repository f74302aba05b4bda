using FastNN.Data;

namespace FastNN.Cli.Commands;

/// <summary>The names of what can be done about missing values.</summary>
internal static class MissingChoice
{
    private static readonly (string Name, MissingValues Choice)[] s_choices =
        [("reject", MissingValues.Reject), ("drop", MissingValues.DropRow), ("mean", MissingValues.FillMean)];

    /// <summary>Gets the names.</summary>
    public static string[] Names { get; } = [.. s_choices.Select(pair => pair.Name)];

    /// <summary>Gives the name of a choice.</summary>
    public static string NameOf(MissingValues choice) => s_choices.Single(pair => pair.Choice == choice).Name;

    /// <summary>Finds a choice by its name.</summary>
    /// <exception cref="FormatException">There is none of that name.</exception>
    public static MissingValues Parse(string name)
    {
        foreach ((string known, MissingValues choice) in s_choices)
        {
            if (name == known) return choice;
        }

        throw new FormatException($"'{name}' is none of {string.Join(", ", Names)}");
    }
}
