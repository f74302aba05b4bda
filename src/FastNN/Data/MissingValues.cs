namespace FastNN.Data;

/// <summary>
/// Says what to do with a missing value: an empty field, in a column of numbers also <c>NaN</c>, <c>-NaN</c>, <c>NA</c>, <c>#NA</c>,
/// <c>&lt;NA&gt;</c>, <c>N/A</c>, <c>#N/A</c>, <c>null</c>, <c>none</c>, <c>?</c>, <c>-</c> or <c>.</c>, whatever their case.
/// </summary>
public enum MissingValues
{
    /// <summary>Report it as an error that names line and column.</summary>
    Reject,

    /// <summary>Leave out the row that it is in.</summary>
    DropRow,

    /// <summary>
    /// Put the mean of the column in its place, as it was in the table that the encoding was made from; in a column of categories, none of
    /// them. A missing target leaves the row out.
    /// </summary>
    FillMean,
}
