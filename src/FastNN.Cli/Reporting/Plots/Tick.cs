namespace FastNN.Cli.Reporting;

/// <summary>A labelled place on an axis.</summary>
internal readonly record struct Tick(double Value, string Label);
