namespace FastNN.Data;

/// <summary>Says what is known about a CSV file; what is left null is found out from its content.</summary>
public sealed record CsvOptions
{
    /// <summary>Gets the character between fields, or null to choose among comma, semicolon, tab and bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>
    /// Gets whether the first record names the columns, or null to decide: it does if it holds all <see cref="ExpectedColumns"/>; otherwise
    /// unless one of its fields is a number.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>Gets the names that a header is known to hold if there is one, such as that of the target.</summary>
    public IReadOnlyList<string> ExpectedColumns { get; init; } = [];
}
