namespace FastNN.Cli.Reporting;

/// <summary>The point of a text that stands at the given place.</summary>
internal enum TextAnchor
{
    /// <summary>Where it begins.</summary>
    Start,

    /// <summary>Its middle.</summary>
    Middle,

    /// <summary>Where it ends.</summary>
    End,
}
