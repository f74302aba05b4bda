namespace FastNN.Cli.Commands;

/// <summary>A part of a data set.</summary>
internal enum DataPart
{
    /// <summary>What training held out.</summary>
    Test,

    /// <summary>What training did not hold out, validation rows included.</summary>
    Train,

    /// <summary>All rows.</summary>
    All,
}
