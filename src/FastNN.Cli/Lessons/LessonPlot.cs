using FastNN.Cli.Reporting;

namespace FastNN.Cli.Lessons;

/// <summary>A plot of a lesson.</summary>
/// <param name="Picture">The plot.</param>
/// <param name="Caption">What there is to see in it.</param>
internal sealed record LessonPlot(Plot Picture, string Caption);
