namespace FastNN.Cli.Reporting;

/// <summary>A node of a computation graph.</summary>
/// <param name="Id">What edges call it.</param>
/// <param name="Label">What stands in it.</param>
/// <param name="Detail">A second line, such as its value or gradient; empty for none.</param>
/// <param name="Kind">What it is.</param>
internal sealed record GraphNode(string Id, string Label, string Detail, GraphNodeKind Kind);
