namespace FastNN.Data;

/// <summary>Sets how much drawn digits differ; lengths are in pixels, or in glyph boxes where said.</summary>
internal sealed record DigitVariation
{
    /// <summary>Gets the settings that the documented difficulty was measured with.</summary>
    public static DigitVariation Default { get; } = new();

    /// <summary>Gets the mean height of a digit.</summary>
    public double Height { get; init; } = 17;

    /// <summary>Gets the mean width of a digit.</summary>
    public double Width { get; init; } = 13;

    /// <summary>Gets the largest relative change of height and of width.</summary>
    public double Scale { get; init; } = 0.08;

    /// <summary>Gets the largest shift along each axis.</summary>
    public double Shift { get; init; } = 3;

    /// <summary>Gets the tangent of half the largest rotation.</summary>
    public double HalfTurn { get; init; } = 0.07;

    /// <summary>Gets the largest horizontal shear.</summary>
    public double Shear { get; init; } = 0.2;

    /// <summary>Gets the largest movement of a control point along each axis, in glyph boxes.</summary>
    public double Jitter { get; init; } = 0.025;

    /// <summary>Gets the smallest radius of the pen.</summary>
    public double MinRadius { get; init; } = 1.2;

    /// <summary>Gets the largest radius of the pen.</summary>
    public double MaxRadius { get; init; } = 1.8;

    /// <summary>Gets the standard deviation of the noise added to each pixel.</summary>
    public double Noise { get; init; } = 0.04;

    /// <summary>Gets the brightest background.</summary>
    public double MaxBackground { get; init; } = 0.05;

    /// <summary>Gets the faintest ink.</summary>
    public double MinInk { get; init; } = 0.8;

    /// <summary>Gets the share of images that are dark on bright.</summary>
    public double InvertedShare { get; init; }
}
