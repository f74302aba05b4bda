namespace FastNN.Cli.Reporting;

/// <summary>What a node of a computation graph is.</summary>
internal enum GraphNodeKind
{
    /// <summary>A value: an input, a parameter, a result.</summary>
    Value,

    /// <summary>An operation.</summary>
    Operation,
}
