namespace FastNN.Cli.Lessons;

/// <summary>A system of the documents as a program of its own, with the figures that it must give.</summary>
/// <param name="name">The name on the command line.</param>
/// <param name="document">The document, such as <c>002</c>.</param>
/// <param name="section">Where in the document.</param>
/// <param name="title">What it shows, in one sentence.</param>
internal abstract class Lesson(string name, string document, string section, string title)
{
    /// <summary>Gets the name on the command line.</summary>
    public string Name => name;

    /// <summary>Gets the document.</summary>
    public string Document => document;

    /// <summary>Gets the place in the document.</summary>
    public string Section => section;

    /// <summary>Gets what the lesson shows, in one sentence.</summary>
    public string Title => title;

    /// <summary>Gets where the data come from, in one sentence.</summary>
    public abstract string Data { get; }

    /// <summary>Gets the figures that must come out.</summary>
    public abstract Figures Expected { get; }

    /// <summary>Says how far a figure may be off; figures that are bounds need none.</summary>
    /// <param name="figure">The figure's name.</param>
    public virtual Tolerance ToleranceOf(string figure) => Tolerance.Exact;

    /// <summary>Runs the lesson.</summary>
    /// <param name="context">Where the data lie, and where to print and plot.</param>
    /// <returns>The figures, named and nested as the expected ones.</returns>
    public abstract Figures Run(LessonContext context);
}
