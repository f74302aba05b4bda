namespace FastNN.Data;

/// <summary>
/// Says which columns of a table are what. Columns are named, or given by position as <see cref="Table.Find"/> understands it.
/// </summary>
public sealed record TableEncodingOptions
{
    /// <summary>Gets the column to predict.</summary>
    public required string Target { get; init; }

    /// <summary>
    /// Gets whether the target is a class, or null to decide: text is a class, a number is not, and text that resembles numbers or identifiers
    /// is an error.
    /// </summary>
    public bool? IsClassification { get; init; }

    /// <summary>Gets the columns to leave out, such as row numbers.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Gets the columns whose values are categories whatever they look like: numbers, identifiers, nearly all different.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>Gets what to do with missing values.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Reject;

    /// <summary>
    /// Gets the most categories of a column, or classes, above which the column is taken for a mistake (a name, an identifier). In tables of 20
    /// rows and more, so is text of which more than half the rows have one of their own, unless it was said to be categories or classes.
    /// </summary>
    public int MaxCategories { get; init; } = 1000;
}
